using Grpc.Core;
using Grpc.Health.V1;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// <c>grpc.health.v1</c> on the gRPC port: each service by the checks of its module, "" by the checks of all modules. It replaces the
/// implementation of Grpc.AspNetCore.HealthChecks, which publishes the checks of one container; here every module has a container.
/// </summary>
internal sealed class HealthGrpcService(Readiness readiness, TimeProvider clock) : Grpc.Health.V1.Health.HealthBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        await StatusOfAsync(request.Service, context.CancellationToken) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new RpcException(new Status(StatusCode.NotFound, "This process does not serve that service."));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, readiness.ShutdownToken);
        HealthCheckResponse.Types.ServingStatus? lastStatus = null;
        while (!context.CancellationToken.IsCancellationRequested)
        {
            // As the protocol requires: Watch on an unknown service waits for it to appear.
            var status = await StatusOfAsync(request.Service, context.CancellationToken) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (status != lastStatus)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
                lastStatus = status;
            }

            if (readiness.IsShuttingDown)
            {
                // An open stream would delay the shutdown of the server.
                return;
            }

            await Task.Delay(PollInterval, clock, polling.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<HealthCheckResponse.Types.ServingStatus?> StatusOfAsync(string service, CancellationToken cancellationToken)
    {
        if (service.Length == 0)
        {
            return ToServingStatus((await readiness.OfAllAsync(cancellationToken)).All(module => module.IsReady));
        }

        return await readiness.OfServiceAsync(service, cancellationToken) is { } module ? ToServingStatus(module.IsReady) : null;
    }

    private static HealthCheckResponse.Types.ServingStatus ToServingStatus(bool isReady) =>
        isReady ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing;
}
