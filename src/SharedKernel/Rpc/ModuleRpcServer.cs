using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The server side of one module, the same for both transports.</summary>
internal sealed class ModuleRpcServer(
    IServiceProvider module, ModuleTelemetry telemetry, CallFilters filters, IEnumerable<GrpcServiceBinding> services, IEnumerable<IExceptionStatus> statuses, RateLimiter limiter)
{
    private readonly IExceptionStatus[] statuses = [.. statuses];

    // Handlers take clients of other modules, so they are created on the first call.
    private readonly Lazy<InProcessMethodTable> methods = new(() => InProcessMethodTable.Of(services, module, filters));

    public ModuleTelemetry Telemetry => telemetry;

    public CallFilters Filters => filters;

    public InProcessMethodTable Methods => methods.Value;

    /// <summary>Limits the calls that the module serves at the same time.</summary>
    public RateLimiter Limiter => limiter;

    /// <summary>The status for an exception that is not an RpcException. The message of the exception is not sent.</summary>
    public Status StatusOf(Exception exception)
    {
        foreach (var known in statuses)
        {
            if (known.Of(exception) is { } status)
            {
                return status;
            }
        }

        return CallStatus.HandlerThrew;
    }
}
