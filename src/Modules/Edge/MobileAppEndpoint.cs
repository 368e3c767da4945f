using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// The mobile app on the web, below <c>/mobile</c>. Its files are the export of <c>src/MobileApp</c>, which the build puts into this module's
/// assembly when they are there; without them a page says how to build them.
/// </summary>
/// <param name="assembly">The one with the files.</param>
internal sealed class MobileAppEndpoint(Assembly assembly)
{
    public const string Prefix = "/mobile";

    private const string Start = "index.html";
    private const string Packed = ".gz";
    private const string ImmutableFolder = "_expo/static/";

    // React Native for Web writes its rules into an empty style element: this is the hash of nothing, and no other style inside a page is allowed.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FrozenSet<string?> AcceptedPacking = ((string?[])["gzip", "x-gzip", "*"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const string ResourceFolder = "mobile/";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    // By the path below the prefix.
    private readonly FrozenSet<string> files = assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
        .Select(name => name[ResourceFolder.Length..])
        .ToFrozenSet(StringComparer.Ordinal);

    public Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        if (!files.Contains(Start))
        {
            return MobileAppMissingPage.WriteAsync(context);
        }

        var path = context.Request.Path.Value![Prefix.Length..];
        if (path.Length == 0)
        {
            context.Response.Redirect($"{Prefix}/{context.Request.QueryString}", permanent: false);
            return Task.CompletedTask;
        }

        var file = path.TrimStart('/');
        if (files.Contains(file))
        {
            return WriteAsync(context, file);
        }

        // The app itself has a screen for every other path. What looks like a file is one that is not there.
        if (Path.HasExtension(file))
        {
            return TypedResults.Problem("There is nothing here.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
        }

        return WriteAsync(context, Start);
    }

    private async Task WriteAsync(HttpContext context, string file)
    {
        var response = context.Response;
        var isPacked = files.Contains(file + Packed);
        if (isPacked)
        {
            response.Headers.Vary = "Accept-Encoding";
            isPacked = context.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Quality is not 0 && AcceptedPacking.Contains(coding.Value.Value));
            if (isPacked)
            {
                response.Headers.ContentEncoding = "gzip";
            }
        }

        // The names of scripts contain the hash of their content.
        response.Headers.CacheControl = file.StartsWith(ImmutableFolder, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ContentSecurityPolicy = Policy;
        response.ContentType = ContentTypes.TryGetContentType(file, out var type) ? WithCharset(type) : "application/octet-stream";

        await using var content = assembly.GetManifestResourceStream(ResourceFolder + file + (isPacked ? Packed : string.Empty))!;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    private static string WithCharset(string type) => type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
}
