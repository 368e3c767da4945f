using Grpc.Core;
using Grpc.Health.V1;

namespace AstronomyShop.SharedKernel.Health;

/// <summary>
/// <c>grpc.health.v1</c> on the gRPC port: each service by the checks of its module, "" by those of all. Our own and not the
/// package's, which publishes the checks of one container, and here every module has its own.
/// </summary>
internal sealed class HealthApi(Readiness readiness, TimeProvider clock) : Grpc.Health.V1.Health.HealthBase
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        await StatusOf(request.Service, context.CancellationToken) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new RpcException(new Status(StatusCode.NotFound, "No such service here."));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, readiness.Closing);
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (!context.CancellationToken.IsCancellationRequested)
        {
            // As the protocol asks: a watcher of an unknown service waits for it to appear.
            var status = await StatusOf(request.Service, context.CancellationToken) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (status != told)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
                told = status;
            }

            if (readiness.IsClosing)
            {
                // An open stream would keep the server from closing.
                return;
            }

            await Task.Delay(LookAgainAfter, clock, looking.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<HealthCheckResponse.Types.ServingStatus?> StatusOf(string service, CancellationToken cancellation)
    {
        if (service.Length == 0)
        {
            return Said((await readiness.OfAll(cancellation)).All(module => module.IsReady));
        }

        return await readiness.OfService(service, cancellation) is { } module ? Said(module.IsReady) : null;
    }

    private static HealthCheckResponse.Types.ServingStatus Said(bool isReady) =>
        isReady ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing;
}
