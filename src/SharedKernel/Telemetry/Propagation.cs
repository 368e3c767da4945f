using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Propagates trace context and baggage in the W3C headers.</summary>
public static class Propagation
{
    private static readonly CompositeTextMapPropagator W3C = new([new TraceContextPropagator(), new BaggagePropagator()]);

    /// <summary>Writes the current span and the baggage.</summary>
    /// <param name="carrier">The headers.</param>
    /// <param name="set">Sets a header by name.</param>
    public static void Inject<TCarrier>(TCarrier carrier, Action<TCarrier, string, string> set) =>
        W3C.Inject(new PropagationContext(Activity.Current?.Context ?? default, Baggage.Current), carrier, set);

    /// <summary>Reads the caller's span and baggage from gRPC metadata.</summary>
    public static PropagationContext Extract(Metadata headers) =>
        W3C.Extract(default, headers, static (carrier, name) => carrier.GetValue(name) is { } value ? [value] : []);

    /// <summary>Reads the caller's span and baggage from HTTP headers.</summary>
    public static PropagationContext Extract(IHeaderDictionary headers) =>
        W3C.Extract(default, headers, static (carrier, name) => carrier[name].OfType<string>());

    /// <summary>Reads the publisher's span and baggage from the headers of an event.</summary>
    public static PropagationContext Extract(IReadOnlyDictionary<string, string> headers) =>
        W3C.Extract(default, headers, static (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : []);
}
