using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Images;

/// <summary>One picture. Its hash changes only when the picture changes, and is the same in every process.</summary>
internal sealed class Picture
{
    private const int VersionLength = 12;

    public Picture(string name, byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Content = content;
        ContentType = TypeOf(name);
        Tag = new EntityTagHeaderValue($"\"{hash[..32]}\"");
        Version = hash[..VersionLength];
    }

    public byte[] Content { get; }

    public string ContentType { get; }

    public EntityTagHeaderValue Tag { get; }

    /// <summary>The beginning of the content hash; pages use it to request, and cache, exactly this picture.</summary>
    public string Version { get; }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => "image/jpeg",
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        var other => throw new InvalidOperationException($"{name}: unknown content type of a {other} file"),
    };
}
