using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity.Probes;

public sealed class RelayModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Relay", "relay") { Serves = [Relay.Descriptor], Calls = [Probe.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<RelayGrpcService>(Relay.BindService);
    }
}

internal sealed class RelayGrpcService(Probe.ProbeClient probe, TimeProvider clock) : Relay.RelayBase
{
    public override async Task<Report> Forward(Script request, ServerCallContext context) =>
        await probe.DoAsync(
            request,
            deadline: request.InnerDeadlineSeconds > 0 ? clock.GetUtcNow().UtcDateTime.AddSeconds(request.InnerDeadlineSeconds) : null,
            cancellationToken: context.CancellationToken);
}
