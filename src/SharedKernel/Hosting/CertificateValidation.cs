using System.Security.Cryptography;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Validates the certificate at startup: it must be usable and name every module of this process. Otherwise calls would fail later.
/// </summary>
internal static class CertificateValidation
{
    /// <exception cref="SettingException">The certificate cannot be used, or does not name a module of this process.</exception>
    public static void Run(ShopSettings settings)
    {
        if (settings.Tls is { } tls)
        {
            var names = NamesIn(tls);
            if (settings.Topology.Running.FirstOrDefault(descriptor => !names.Contains(descriptor.ServiceName)) is { } missing)
            {
                throw new SettingException(ShopTopology.TlsKey, $"is for {string.Join(", ", names)}; {missing.Name} runs here and needs a certificate with the DNS name {missing.ServiceName}");
            }
        }
    }

    private static IReadOnlyList<string> NamesIn(MutualTls tls)
    {
        try
        {
            tls.RequireAuthority();
            return MutualTls.NamesOf(tls.OwnCertificate());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingException(ShopTopology.TlsKey, $"cannot be used with its key and authority: {exception.Message}");
        }
    }
}
