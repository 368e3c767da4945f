using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// The certificates for mutual TLS between processes of the shop. The files are read at each handshake, so a renewed certificate or another
/// authority takes effect with the next connection.
/// </summary>
public sealed class MutualTls
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly string? certificate;
    private readonly string? key;
    private readonly string? authority;
    private X509Certificate2? last;

    private MutualTls(string? certificate, string? key, string? authority) =>
        (this.certificate, this.key, this.authority) = (certificate, key, authority);

    /// <summary>Reads the settings; null when mutual TLS is not configured.</summary>
    /// <param name="configuration">The configuration with the three settings.</param>
    /// <param name="certificateKey">The setting for the certificate file.</param>
    /// <param name="keyKey">The setting for the private key file.</param>
    /// <param name="authorityKey">The setting for the file with the trusted authorities.</param>
    /// <exception cref="SettingException">Only some of the three settings are present.</exception>
    public static MutualTls? Read(IConfiguration configuration, string certificateKey, string keyKey, string authorityKey)
    {
        string[] keys = [certificateKey, keyKey, authorityKey];
        var missing = keys.Where(one => string.IsNullOrEmpty(configuration[one])).ToList();
        return missing.Count switch
        {
            0 => new MutualTls(configuration[certificateKey]!, configuration[keyKey]!, configuration[authorityKey]!),
            3 => null,
            _ => throw new SettingException(missing[0], $"is missing; set it together with {string.Join(" and ", keys.Except(missing))}, or set none of them"),
        };
    }

    /// <summary>
    /// Reads the settings of a client of a server outside the shop: without a certificate it presents none, and without trusted authorities it trusts
    /// those of the machine. Null when nothing is configured.
    /// </summary>
    /// <param name="configuration">The configuration with the three settings.</param>
    /// <param name="certificateKey">The setting for the certificate file.</param>
    /// <param name="keyKey">The setting for the private key file.</param>
    /// <param name="authorityKey">The setting for the file with the trusted authorities.</param>
    /// <exception cref="SettingException">The certificate or its key is missing.</exception>
    public static MutualTls? ReadClient(IConfiguration configuration, string certificateKey, string keyKey, string authorityKey)
    {
        var (certificate, key, authority) = (Value(certificateKey), Value(keyKey), Value(authorityKey));
        if (certificate is null != key is null)
        {
            throw new SettingException(key is null ? keyKey : certificateKey, $"is missing; set it together with {(key is null ? certificateKey : keyKey)}, or set neither");
        }

        return certificate is null && authority is null ? null : new MutualTls(certificate, key, authority);

        string? Value(string name) => configuration[name] is { Length: > 0 } path ? path : null;
    }

    /// <summary>The modules that a certificate represents: its DNS names.</summary>
    public static IReadOnlyList<string> NamesOf(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())];

    /// <summary>Reads the certificate of this process.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file has invalid content.</exception>
    public X509Certificate2 OwnCertificate()
    {
        try
        {
            return last = X509Certificate2.CreateFromPemFile(certificate!, key);
        }
        catch (Exception exception) when (last is not null && exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // The files are probably being replaced at this moment.
            return last!;
        }
    }

    /// <summary>Verifies that the file with the trusted authorities can be read.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">The file has invalid content.</exception>
    public void RequireAuthority() => Authorities();

    /// <summary>The server options of a port that only processes of the shop may reach.</summary>
    public SslServerAuthenticationOptions ServerOptions() => new()
    {
        ServerCertificate = OwnCertificate(),
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, caller, _, _) => IsTrusted(caller, ClientPurpose),
    };

    /// <summary>The client options for connections to one callee at any address: the server certificate must name that callee.</summary>
    /// <param name="callee">The <c>service.name</c> of the callee; for a server outside the shop, its host name or address.</param>
    public SslClientAuthenticationOptions ClientOptionsFor(string callee) => new()
    {
        LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => OwnCertificate(),
        RemoteCertificateValidationCallback = authority is null ? null : (_, server, _, _) =>
            IsTrusted(server, ServerPurpose) && ((X509Certificate2)server!).MatchesHostname(callee, allowCommonName: false),
    };

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authority!);
        return authorities;
    }

    // Only the configured authorities count, not the trust store of the machine.
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
