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
        var parent = ExtractContext();
        using var span = telemetry.StartSpan(descriptor.IsPublic ? "ingress" : Method, ActivityKind.Server, parent);
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

    // A request forwarded in process has its trace context in ambient state; one that arrives through Kestrel, in its headers.
    private ActivityContext ExtractContext()
    {
        if (context.Features.Get<TracedMarker>() is not null)
        {
            return default;
        }

        context.Features.Set(TracedMarker.Instance);
        var caller = Propagation.Extract(context.Request.Headers);
        Activity.Current = null;
        Baggage.Current = caller.Baggage;
        if (descriptor.AdmitsBaggage is not { } admitted)
        {
            return caller.ActivityContext;
        }

        FilterBaggage(admitted);

        // The trace state is free text, which every span of the trace would carry on.
        context.Request.Headers.Remove("tracestate");
        return caller.ActivityContext is { TraceState: not null } sent ? new ActivityContext(sent.TraceId, sent.SpanId, sent.TraceFlags, traceState: null, isRemote: true) : caller.ActivityContext;
    }

    // Before the first span starts, so that no span sees the removed baggage entries. No span is active yet: only the baggage is written back.
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
