using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// A page from a Razor template. It is rendered completely before the response starts, so that an exception in the template becomes the error
/// page, and the response has a length.
/// </summary>
/// <param name="template">The template with its model; it is used once.</param>
/// <param name="contentSecurityPolicy">The resources that the page may use.</param>
/// <param name="statusCode">The status of the response.</param>
public sealed class HtmlPage(RazorSlice template, string contentSecurityPolicy, int statusCode = StatusCodes.Status200OK) : IResult
{
    // Most pages fit, so that the buffer seldom grows.
    private const int BufferSize = 32 * 1024;

    // A page shows the current state: going back in the browser must not show outdated content.
    private const string NoStore = "no-store";

    /// <summary>Encodes the values in a template. The pages are declared as UTF-8: € and ž need no entity.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        using var body = new MemoryStream(BufferSize);
        using (template)
        {
            await template.RenderAsync(body, Encoder, httpContext.RequestAborted);
        }

        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = contentSecurityPolicy;
        response.Headers.CacheControl = NoStore;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), httpContext.RequestAborted);
        }
    }
}
