using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>Fills the pair of spans that every call between modules makes, by the semantic conventions for RPC.</summary>
internal static class CallSpans
{
    public static void End(Activity? span, string rpc, StatusCode code, bool isError, Exception? thrown)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(Attributes.RpcSystemName, "grpc");
        span.SetTag(Attributes.RpcMethod, rpc);
        span.SetTag(Attributes.RpcResponseStatusCode, CallStatus.Name(code));
        if (!isError)
        {
            return;
        }

        // The type says enough: an exception's text may hold what no span may.
        span.SetTag(Attributes.ErrorType, thrown is null or RpcException ? CallStatus.Name(code) : thrown.GetType().FullName);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
