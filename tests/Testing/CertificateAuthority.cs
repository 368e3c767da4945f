using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AstronomyShop.Tests.Testing;

/// <summary>Creates certificates as an operator would: a private certificate authority, and one certificate per process, as files.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly Oid ServerPurpose = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientPurpose = new("1.3.6.1.5.5.7.3.2");

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 own;

    /// <summary>A new authority that is not trusted yet.</summary>
    public CertificateAuthority()
    {
        var request = new CertificateRequest("CN=shop", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        own = request.CreateSelfSigned(Yesterday.AddDays(-9), Yesterday.AddDays(365));
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    /// <summary>Writes <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c> into a folder, replacing existing files.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="name">The subject and DNS name of the certificate.</param>
    /// <param name="isExpired">The certificate expired yesterday.</param>
    /// <param name="isAtLoopback">The certificate is also valid for the loopback address, for a server that clients call by this address.</param>
    public void Issue(string folder, string name, bool isExpired = false, bool isAtLoopback = false)
    {
        using var certificateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", certificateKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (isAtLoopback)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerPurpose, ClientPurpose], critical: false));
        using var certificate = request.Create(own, Yesterday.AddDays(-8), isExpired ? Yesterday : Yesterday.AddDays(30), Guid.NewGuid().ToByteArray());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), certificateKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "ca.crt"), own.ExportCertificatePem());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own.Dispose();
        key.Dispose();
    }
}
