using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Errors;

/// <summary>The page that browsers get while the storefront is not available. It depends on no module, not even for a style sheet.</summary>
internal static class MaintenancePage
{
    private const string RetryAfterSeconds = "10";

    internal const string Style = """
        :root{color-scheme:dark}
        body{margin:0;min-height:100vh;display:grid;place-content:center;justify-items:center;gap:.7rem;padding:1.5rem;box-sizing:border-box;text-align:center;
        background:linear-gradient(180deg,#060818,#0d1236 62%,#191c52);color:#f3f1e8;font:1rem/1.6 Inter,system-ui,"Segoe UI",Roboto,sans-serif}
        h1{margin:0;font-size:2.3rem;line-height:1.2;letter-spacing:-.015em}p{margin:0;color:#b4bddd}
        a{margin-top:1.2rem;padding:.65rem 1.5rem;border-radius:999px;background:#ffc65c;color:#1b1300;font-weight:600;text-decoration:none}
        a:focus-visible{outline:3px solid #f3f1e8;outline-offset:3px}
        """;

    private static readonly byte[] Page = Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Otel Demo - Server Error</title>
        <style>{Style}</style>
        </head>
        <body>
        <svg viewBox="0 0 240 130" width="240" height="130" aria-hidden="true" fill="none"><circle cx="120" cy="65" r="34" fill="#6f62d8"/><path d="M72 78c28 12 84-4 98-27" stroke="#f2ab2e" stroke-width="4" stroke-linecap="round"/><circle cx="34" cy="16" r="2.5" fill="#f2ab2e"/><circle cx="206" cy="110" r="2" fill="#fff"/><circle cx="186" cy="12" r="1.6" fill="#fff"/></svg>
        <main><h1>We will be right back</h1><p>The shop is not available at the moment. Your cart is safe. Please try again soon.</p></main>
        <a href="/">Try again</a>
        </body>
        </html>

        """);

    // The content security policy allows only the style of this page.
    internal static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Whether the request is a browser navigation that accepts HTML; API calls and images are not.</summary>
    public static bool IsFor(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentLength = Page.Length;
        return context.Response.Body.WriteAsync(Page, context.RequestAborted).AsTask();
    }
}
