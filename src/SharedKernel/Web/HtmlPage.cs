using System.Buffers;
using System.IO.Pipelines;
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
    // Pooled buffers, of which one holds most pages. Nothing is read while a page is rendered, so writing must not wait for a reader.
    private static readonly PipeOptions Rendering = new(minimumSegmentSize: 32 * 1024, pauseWriterThreshold: 0, useSynchronizationContext: false);

    // A page shows the current state: going back in the browser must not show outdated content.
    private const string NoStore = "no-store";

    /// <summary>Encodes the values in a template. The pages are declared as UTF-8: € and ž need no entity.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var page = new Pipe(Rendering);
        try
        {
            using (template)
            {
                await template.RenderAsync(page.Writer, Encoder, httpContext.RequestAborted);
            }

            await page.Writer.CompleteAsync();
            await SendAsync(httpContext, (await page.Reader.ReadAsync(CancellationToken.None)).Buffer);
        }
        finally
        {
            await page.Writer.CompleteAsync();
            await page.Reader.CompleteAsync();
        }
    }

    private async Task SendAsync(HttpContext httpContext, ReadOnlySequence<byte> body)
    {
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = contentSecurityPolicy;
        response.Headers.CacheControl = NoStore;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            foreach (var part in body)
            {
                await response.Body.WriteAsync(part, httpContext.RequestAborted);
            }
        }
    }
}
