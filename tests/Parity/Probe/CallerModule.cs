using System.Diagnostics;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Parity.Probes;

/// <summary>The module whose gRPC clients the tests use.</summary>
public sealed class CallerModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Caller", "caller")
    {
        Calls = [Probe.Descriptor, Relay.Descriptor, Absent.Descriptor],
    };

    public Probe.ProbeClient ToProbe { get; private set; } = null!;

    public Relay.RelayClient ToRelay { get; private set; } = null!;

    public Absent.AbsentClient ToAbsent { get; private set; } = null!;

    public ActivitySource Source { get; private set; } = null!;

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.Add(new(typeof(CallerModule), this));
        module.AddHostedService<ClientCapture>();
    }

    private sealed class ClientCapture(
        CallerModule caller, Probe.ProbeClient probe, Relay.RelayClient relay, Absent.AbsentClient absent, ModuleTelemetry telemetry) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            caller.ToProbe = probe;
            caller.ToRelay = relay;
            caller.ToAbsent = absent;
            caller.Source = telemetry.Source;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
