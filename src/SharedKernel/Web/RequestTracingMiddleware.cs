using System.Diagnostics;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Traces and measures one HTTP request of one module, whether it came from Kestrel or from a module of this process.</summary>
internal sealed class RequestTracingMiddleware(ModuleDescriptor descriptor, IServiceProvider module, ModuleTelemetry telemetry, HttpContext context)
{
    private const string UrlScheme = "url.scheme";

    private readonly IServiceProvider outerServices = context.RequestServices;
    private readonly Endpoint? outerEndpoint = context.GetEndpoint();
    private readonly RouteValueDictionary outerRoute = context.Request.RouteValues;

    private string? Route => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private string Method => TelemetryForms.Method(context.Request.Method);

    /// <summary>Must be called where ambient state may be set: at the start of a request, or in the isolated context.</summary>
    public async Task InvokeAsync(RequestDelegate answer)
    {
        var started = Stopwatch.GetTimestamp();
        var isForwarded = context.Features.Get<TracedMarker>() is not null;
        using var own = isForwarded ? telemetry.StartSpan(Method, ActivityKind.Server) : null;
        var span = isForwarded ? own : AdoptRequestSpan();
        await using var scope = module.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        context.SetEndpoint(null);
        context.Request.RouteValues = [];
        try
        {
            await answer(context);
        }
        finally
        {
            Describe(span);
            telemetry.RequestServed(TelemetryForms.Method(context.Request.Method), Route, context.Response.StatusCode, started);
            context.RequestServices = outerServices;
            context.SetEndpoint(outerEndpoint);
            context.Request.RouteValues = outerRoute;
        }
    }

    // ASP.NET Core starts the span of a request that arrives through Kestrel, with the caller's span as its parent. Of a request that is forwarded in process it knows nothing.
    private Activity? AdoptRequestSpan()
    {
        context.Features.Set(TracedMarker.Instance);

        // Modules use the baggage too where no spans are recorded, and the instrumentation reads it only for spans.
        Baggage.Current = Propagation.Extract(context.Request.Headers).Baggage;
        var span = telemetry.Adopt(Activity.Current);
        span?.DisplayName = descriptor.IsPublic ? "ingress" : Method;
        if (descriptor.AdmitsBaggage is { } admitted)
        {
            FilterBaggage(admitted);

            // The trace state is free text, which every span of the trace would carry on.
            context.Request.Headers.Remove("tracestate");
            span?.TraceStateString = null;
        }

        return span;
    }

    // Before any span but that of the request starts, so that none sees the removed baggage entries.
    private void FilterBaggage(IReadOnlyList<string> admitted)
    {
        Baggage.Current = Baggage.Create(Baggage.Current.GetBaggage()
            .Where(entry => admitted.Contains(entry.Key) && RequestBaggage.IsValid(entry.Value))
            .ToDictionary(entry => entry.Key, entry => entry.Value));
        context.Request.Headers.Remove("baggage");
        Propagation.Inject(context.Request.Headers, static (headers, name, value) => headers[name] = value);
    }

    private void Describe(Activity? span)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(TelemetryAttributes.HttpRequestMethod, Method);
        span.SetTag(TelemetryAttributes.UrlPath, TelemetryForms.Path(context.Request.Path.Value));
        span.SetTag(UrlScheme, context.Request.Scheme);
        if (Route is { } route)
        {
            span.DisplayName = $"{Method} {route}";
            span.SetTag(TelemetryAttributes.HttpRoute, route);
        }

        HttpSpans.SetOutcome(span, context.Response.StatusCode, isClient: false);
    }

    private sealed class TracedMarker
    {
        public static readonly TracedMarker Instance = new();
    }
}
