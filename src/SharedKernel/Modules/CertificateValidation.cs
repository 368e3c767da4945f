using System.Security.Cryptography;
using AstronomyShop.SharedKernel.Calls;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>Says at the start what would otherwise show as calls that break off: the certificate cannot be used, or speaks for somebody else.</summary>
internal static class CertificateValidation
{
    private const string Key = "Shop:Tls:Certificate";

    /// <exception cref="SettingException">It is so.</exception>
    public static void Run(ShopSettings settings)
    {
        if (settings.Tls is { } tls)
        {
            var names = NamesIn(tls);
            if (settings.Running.FirstOrDefault(descriptor => !names.Contains(descriptor.ServiceName)) is { } missing)
            {
                throw new SettingException(Key, $"is for {string.Join(", ", names)}; {missing.Name} runs here and wants a certificate with the DNS name {missing.ServiceName}");
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
            throw new SettingException(Key, $"cannot be used with its key and authority: {exception.Message}");
        }
    }
}
