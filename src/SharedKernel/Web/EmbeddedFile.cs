using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// A file in an assembly, as a response. If the build also embedded compressed forms of it (<c>styles.css.br</c>, <c>styles.css.gz</c>), a client
/// gets the form that it prefers of those it accepts.
/// </summary>
public sealed class EmbeddedFile : IResult
{
    private const int VersionLength = 12;
    private const int TagLength = 32;

    // The smallest first: of two codings that a client likes equally, it gets the first.
    private static readonly (string Suffix, string Coding, string[] Names)[] Codings =
    [
        (".br", "br", ["br"]),
        (".gz", "gzip", ["gzip", "x-gzip"]),
    ];

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly string contentType;
    private readonly Form plain;
    private readonly (Form Form, string[] Names)[] compressed;

    private EmbeddedFile(Assembly assembly, string name, FrozenSet<string> resources)
    {
        contentType = TypeOf(name);
        plain = new Form(assembly, name, null);
        compressed = [.. Codings.Where(coding => resources.Contains(name + coding.Suffix)).Select(coding => (new Form(assembly, name + coding.Suffix, coding.Coding), coding.Names))];
    }

    /// <summary>The beginning of the hash of the content; a page that has it in the URL of the file may be cached together with exactly this file.</summary>
    public string Version => plain.Hash[..VersionLength];

    /// <summary>Finds all files of an assembly below a folder, by their names below it; a compressed form belongs to its file.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="folder">The beginning of the names of the resources: <c>scripts/</c>; empty for all.</param>
    public static FrozenDictionary<string, EmbeddedFile> FindAll(Assembly assembly, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(folder);
        var resources = assembly.GetManifestResourceNames().ToFrozenSet(StringComparer.Ordinal);
        return resources
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Where(name => !Codings.Any(coding => name.EndsWith(coding.Suffix, StringComparison.Ordinal) && resources.Contains(name[..^coding.Suffix.Length])))
            .ToFrozenDictionary(name => name[folder.Length..], name => new EmbeddedFile(assembly, name, resources), StringComparer.Ordinal);
    }

    /// <summary>Opens the content, not compressed.</summary>
    public Stream Open() => plain.Open();

    /// <summary>Writes the form that the client prefers; the other headers are the caller's.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var form = Choose(httpContext.Request.GetTypedHeaders().AcceptEncoding);
        if (compressed.Length > 0)
        {
            httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }

        if (form.Coding is { } coding)
        {
            httpContext.Response.Headers.ContentEncoding = coding;
        }

        return TypedResults.Stream(form.Open(), contentType, entityTag: form.Tag).ExecuteAsync(httpContext);
    }

    private Form Choose(IList<StringWithQualityHeaderValue> accepted)
    {
        var (best, quality) = (plain, 0.0);
        foreach (var (form, names) in compressed)
        {
            if (QualityOf(names, accepted) is var found && found > quality)
            {
                (best, quality) = (form, found);
            }
        }

        return best;
    }

    // A coding that is named has the quality at its name, every other one that at the star.
    private static double QualityOf(string[] names, IList<StringWithQualityHeaderValue> accepted) =>
        (accepted.FirstOrDefault(coding => names.Contains(coding.Value.Value, StringComparer.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(coding => coding.Value == "*")) switch
        {
            null => 0,
            var coding => coding.Quality ?? 1,
        };

    private static string TypeOf(string name) => ContentTypes.TryGetContentType(name, out var type)
        ? type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type
        : "application/octet-stream";

    // Its bytes stay in the assembly: nothing is copied for a response.
    private sealed class Form(Assembly assembly, string resource, string? coding)
    {
        private readonly Lazy<string> hash = new(() => HashOf(assembly, resource));

        public string? Coding => coding;

        public string Hash => hash.Value;

        public EntityTagHeaderValue Tag => new($"\"{hash.Value[..TagLength]}\"");

        public Stream Open() => assembly.GetManifestResourceStream(resource)!;

        private static string HashOf(Assembly assembly, string resource)
        {
            using var content = assembly.GetManifestResourceStream(resource)!;
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }
}
