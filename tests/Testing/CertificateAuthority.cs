using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AstronomyShop.Tests.Testing;

/// <summary>Makes certificates as an operator would: an authority of its own, and from it one for each process, as files.</summary>
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

    /// <summary>Writes <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c> into a folder, in place of what is there.</summary>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="name">In whose name the certificate speaks.</param>
    /// <param name="isExpired">It was good until yesterday.</param>
    /// <param name="isAtLoopback">Its name is an address of this machine's loopback here, and is called by that.</param>
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
