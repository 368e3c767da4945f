using System.Diagnostics;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>The client side of an HTTP request between modules, above both transports: records its CLIENT span.</summary>
internal sealed class TracingForwarder(IForwarder transport, ModuleTelemetry caller, string calleeServiceName) : IForwarder
{
    private readonly string spanName = $"router {calleeServiceName} egress";

    public async Task<bool> ForwardAsync(HttpContext context, PathString path)
    {
        var started = Stopwatch.GetTimestamp();
        var method = TelemetryForms.Method(context.Request.Method);
        using var span = caller.StartSpan(spanName, ActivityKind.Client);
        var reached = await transport.ForwardAsync(context, path);
        var status = reached ? context.Response.StatusCode : StatusCodes.Status503ServiceUnavailable;
        caller.RequestMade(method, calleeServiceName, status, started);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(TelemetryAttributes.HttpRequestMethod, method);
            span.SetTag(TelemetryAttributes.ServerAddress, calleeServiceName);
            HttpSpans.SetOutcome(span, status, isClient: true);
        }

        return reached;
    }
}
