using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Images;

/// <summary>One picture. Its hash changes when the picture does, and only then, in every process alike.</summary>
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

    /// <summary>The start of the hash, by which pages ask for just this picture and may keep it.</summary>
    public string Version { get; }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => "image/jpeg",
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        var other => throw new InvalidOperationException($"{name}: nobody said what a {other} file is"),
    };
}
