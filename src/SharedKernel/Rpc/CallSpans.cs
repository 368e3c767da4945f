using System.Collections.Concurrent;
using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Sets the attributes of the CLIENT and SERVER spans of a call between modules, as the semantic conventions for RPC define.</summary>
internal static class CallSpans
{
    // Only of methods that a module serves or calls, so their number is bounded.
    private static readonly ConcurrentDictionary<string, string> Rpcs = new();

    /// <summary>The name of a method in spans: <c>oteldemo.CartService/GetCart</c>.</summary>
    public static string RpcOf(string method) => Rpcs.GetOrAdd(method, static fullName => fullName[1..]);

    public static void End(Activity? span, string rpc, StatusCode code, bool isError, Exception? exception)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(TelemetryAttributes.RpcSystemName, "grpc");
        span.SetTag(TelemetryAttributes.RpcMethod, rpc);
        span.SetTag(TelemetryAttributes.RpcResponseStatusCode, CallStatus.Name(code));
        if (!isError)
        {
            return;
        }

        // Only the type: the message of an exception may contain data that must not appear in a span.
        span.SetTag(TelemetryAttributes.ErrorType, exception is null or RpcException ? CallStatus.Name(code) : exception.GetType().FullName);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
