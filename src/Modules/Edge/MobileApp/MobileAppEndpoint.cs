using System.Collections.Frozen;
using System.Reflection;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.MobileApp;

/// <summary>
/// The mobile app on the web, below <c>/mobile</c>. Its files are the export of <c>src/MobileApp</c>, which the build puts into this module's
/// assembly when they are there; without them a page says how to build them.
/// </summary>
/// <param name="assembly">The one with the files.</param>
internal sealed class MobileAppEndpoint(Assembly assembly)
{
    public const string Prefix = "/mobile";

    private const string Start = "index.html";
    private const string ImmutableFolder = "_expo/static/";

    // React Native for Web writes its rules into an empty style element: this is the hash of nothing, and no other style inside a page is allowed.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // By the path below the prefix.
    private readonly FrozenDictionary<string, EmbeddedFile> files = EmbeddedFile.FindAll(assembly, "mobile/");

    public Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        if (!files.TryGetValue(Start, out var start))
        {
            return MobileAppMissingPage.WriteAsync(context);
        }

        var path = context.Request.Path.Value![Prefix.Length..];
        if (path.Length == 0)
        {
            context.Response.Redirect($"{Prefix}/{context.Request.QueryString}", permanent: false);
            return Task.CompletedTask;
        }

        var name = path.TrimStart('/');
        if (files.TryGetValue(name, out var file))
        {
            return WriteAsync(context, name, file);
        }

        // The app itself has a screen for every other path. What looks like a file is one that is not there.
        if (Path.HasExtension(name))
        {
            return TypedResults.Problem("There is nothing here.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
        }

        return WriteAsync(context, Start, start);
    }

    private static Task WriteAsync(HttpContext context, string name, EmbeddedFile file)
    {
        // The names of scripts contain the hash of their content.
        context.Response.Headers.CacheControl = name.StartsWith(ImmutableFolder, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return file.ExecuteAsync(context);
    }
}
