using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>Fills the pair of spans that every call between modules makes, by the semantic conventions for RPC.</summary>
internal static class CallSpans
{
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

        // The type says enough: an exception's text may hold what no span may.
        span.SetTag(TelemetryAttributes.ErrorType, exception is null or RpcException ? CallStatus.Name(code) : exception.GetType().FullName);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
