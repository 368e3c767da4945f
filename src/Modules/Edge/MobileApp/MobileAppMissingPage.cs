using AstronomyShop.Modules.Edge.Errors;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.MobileApp;

/// <summary>What <c>/mobile/</c> shows when the shop was built without the app.</summary>
internal static class MobileAppMissingPage
{
    private const string Page = $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>The mobile app is not built</title>
        <style>{MaintenancePage.Style}</style>
        </head>
        <body>
        <main><h1>The mobile app is not built</h1><p>This shop was built without it. With Node 20 or newer, in the folder of the sources:</p>
        <pre>npm ci --prefix src/MobileApp
        npm run build --prefix src/MobileApp
        dotnet run --project src/Host</pre>
        <p>src/MobileApp/README.md says more. The shop itself is complete without it.</p></main>
        <a href="/">To the shop</a>
        </body>
        </html>

        """;

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = MaintenancePage.Policy;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(Page, context.RequestAborted);
    }
}
