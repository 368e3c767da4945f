using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The certificates by which processes of the shop know each other. The files are read at each handshake, so a renewed certificate, or another
/// authority, holds from the next connection on.
/// </summary>
internal sealed class MutualTls
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly string certificate;
    private readonly string key;
    private readonly string authority;
    private X509Certificate2? last;

    private MutualTls(string certificate, string key, string authority) =>
        (this.certificate, this.key, this.authority) = (certificate, key, authority);

    /// <summary>Null when nobody asked for it.</summary>
    /// <param name="configuration">Where the three settings are.</param>
    /// <param name="certificateKey">The setting that names the certificate's file.</param>
    /// <param name="keyKey">The one for its private key.</param>
    /// <param name="authorityKey">The one for those whose certificates are believed.</param>
    /// <exception cref="SettingException">Some of the three are given, and not all.</exception>
    public static MutualTls? Read(IConfiguration configuration, string certificateKey, string keyKey, string authorityKey)
    {
        string[] keys = [certificateKey, keyKey, authorityKey];
        var missing = keys.Where(one => string.IsNullOrEmpty(configuration[one])).ToList();
        return missing.Count switch
        {
            0 => new MutualTls(configuration[certificateKey]!, configuration[keyKey]!, configuration[authorityKey]!),
            3 => null,
            _ => throw new SettingException(missing[0], $"is missing; give it with {string.Join(" and ", keys.Except(missing))}, or none of them"),
        };
    }

    /// <summary>The modules in whose name a certificate speaks: its DNS names.</summary>
    public static IReadOnlyList<string> NamesOf(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())];

    /// <summary>This process's own certificate, as it is now.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file holds something else.</exception>
    public X509Certificate2 OwnCertificate()
    {
        try
        {
            return last = X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (last is not null && exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Somebody is just putting the new ones there.
            return last!;
        }
    }

    /// <summary>Whether those whose certificates are believed can be read.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="CryptographicException">The file holds something else.</exception>
    public void RequireAuthority() => Authorities();

    /// <summary>For a port that only processes of the shop may reach.</summary>
    public SslServerAuthenticationOptions ServerOptions() => new()
    {
        ServerCertificate = OwnCertificate(),
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, caller, _, _) => IsTrusted(caller, ClientPurpose),
    };

    /// <summary>For connections to one callee, whatever its address: it must be that module and no other of the shop.</summary>
    /// <param name="callee">Its <c>service.name</c>; of somebody else, a host's name or its address.</param>
    public SslClientAuthenticationOptions ClientOptionsFor(string callee) => new()
    {
        LocalCertificateSelectionCallback = (_, _, _, _, _) => OwnCertificate(),
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            IsTrusted(certificate, ServerPurpose) && ((X509Certificate2)certificate!).MatchesHostname(callee, allowCommonName: false),
    };

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authority);
        return authorities;
    }

    // Whom the machine believes otherwise does not count here.
    private bool IsTrusted(X509Certificate? other, string purpose)
    {
        if (other is not X509Certificate2 certificate)
        {
            return false;
        }

        var authorities = Authorities();
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));
        return chain.Build(certificate);
    }
}
