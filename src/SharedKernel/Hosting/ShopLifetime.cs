using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>Starts the modules before the ports open, and stops them after the ports have closed.</summary>
internal sealed class ShopLifetime(RunningShop shop, ModulePorts ports, ShopSettings settings, BackgroundServiceSupervisor supervisor, ILoggerFactory loggers) : IHostedLifecycleService
{
    private readonly List<IHostedService> started = [];

    // Before any service of the host starts: the host would report a service that is cancelled during its start as a failure beside this one.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        PortValidation.Run(
        [
            ("Shop:Ports:Web", settings.Web), ("Shop:Ports:Grpc", settings.Grpc), ("Shop:Ports:Management", settings.Management),
            .. ports.All.Select(opened => (opened.Port.Key, opened.Port.Endpoint)),
        ]);
        CertificateValidation.Run(settings);
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PrepareStorageAsync(cancellationToken);
        await Task.WhenAll(shop.Running.Select(module => Task.Run(() => PrepareAsync(module, cancellationToken), cancellationToken)));
        foreach (var (module, service) in shop.Running.SelectMany(module => module.Services.GetServices<IHostedService>(), (module, service) => (module, service)))
        {
            await service.StartAsync(cancellationToken);
            started.Add(service);
            supervisor.Watch(module, service);
        }

        foreach (var module in shop.Running)
        {
            ModuleLog.Started(loggers.CreateLogger($"AstronomyShop.Modules.{module.Descriptor.Name}.Lifetime"), module.Descriptor, module.Descriptor.Serves.Count > 0 ? settings.Grpc : settings.Web);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // In parallel: each module may have to wait for a database that does not answer, and together they have one timeout.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        supervisor.Stop();
        try
        {
            await Task.WhenAll(started.Select(service => service.StopAsync(cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The timeout has passed; the shop stops nevertheless.
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareStorageAsync(CancellationToken cancellationToken)
    {
        var disabledSettings = await shop.PrepareDatabasesAsync(settings.Storage, cancellationToken);
        if (disabledSettings.Count > 0)
        {
            ModuleLog.NotDurable(loggers.CreateLogger("AstronomyShop.Storage"), string.Join(", ", disabledSettings));
        }
    }

    // What would fail on the first request fails at startup, where an operator sees it.
    private async Task PrepareAsync(RunningModule module, CancellationToken cancellationToken)
    {
        ValidateOptions(module);
        await module.MigrateDatabasesAsync(settings.Storage, settings.Topology.RunsAll, cancellationToken);
        module.BindGrpcServices();
        _ = module.Descriptor.ServesHttp ? module.Http : null;
    }

    /// <exception cref="SettingException">An option of the module is invalid.</exception>
    public static void ValidateOptions(RunningModule module)
    {
        try
        {
            module.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception)
        {
            throw new SettingException($"Modules:{module.Descriptor.Name}", string.Join("; ", exception.Failures));
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            // The binder could not convert a value; its message names the key.
            throw new SettingException($"Modules:{module.Descriptor.Name}", exception.Message);
        }
    }
}
