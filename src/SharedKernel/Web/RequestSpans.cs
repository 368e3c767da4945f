using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// The spans of requests that arrive through Kestrel: ASP.NET Core starts them, and its OpenTelemetry instrumentation ends them. The module that
/// answers a request adopts its span; a request that no module answers, of health checks for example, has none that is exported.
/// </summary>
internal static class RequestSpans
{
    private const string Source = "Microsoft.AspNetCore";

    // What a caller chooses freely and the instrumentation records at the start. The path and the method are recorded again, in their known forms.
    private static readonly string[] FreeText =
        ["http.request.method_original", "network.protocol.version", "server.address", "server.port", "url.path", "url.query", "user_agent.original"];

    /// <summary>Records the requests that the module answers.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="isFirst">Whether this is the module with the instrumentation, which must be added once per process.</param>
    public static void AddRequestSpans(this IServiceCollection module, bool isFirst) =>
        module.ConfigureOpenTelemetryTracerProvider(traces =>
        {
            if (isFirst)
            {
                traces.AddAspNetCoreInstrumentation(options => options.EnrichWithHttpRequest = RemoveFreeText);
            }
            else
            {
                traces.AddSource(Source);
            }
        });

    private static void RemoveFreeText(Activity span, HttpRequest request)
    {
        foreach (var attribute in FreeText)
        {
            span.SetTag(attribute, null);
        }
    }
}
