using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.Modules.Flags.Document;
using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.Modules.Flags.Evaluation;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using V2 = AstronomyShop.Contracts.Flagd.EvaluationV2;

namespace AstronomyShop.Modules.Flags;

/// <summary>Stores the feature flag document, serves it through flagd's APIs, and provides pages to change it.</summary>
public sealed class FlagsModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Flags", "flagd")
    {
        Serves = [Service.Descriptor, V2.Service.Descriptor, FlagSyncService.Descriptor],
        ServesHttp = true,
        Criticality = "low",
        AddressVariables = ["FLAGD_HOST:FLAGD_PORT"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var file = module.Configuration["File"] ?? Path.Combine(module.DataDirectory, "flags.json");
        module.Services.AddSingleton(_ => new FlagFile(file));
        module.Services.AddSingleton<FlagFileState>();
        module.Services.AddSingleton<FlagEvents>();
        module.Services.AddSingleton<FlagEvaluator>();
        module.Services.AddSingleton<OfrepEndpoints>();
        module.Services.AddSingleton<ConnectEndpoints>();
        module.Services.AddSingleton<FlagChanges>();
        module.Services.AddSingleton<FlagEditor>();
        module.Services.AddSingleton<Scheduler>();
        module.Services.AddSingleton<FeatureAccessFilter>();
        module.Services.AddSingleton<IStartupMessage>(own => own.GetRequiredService<FeatureAccessFilter>());
        module.AddGrpcService<EvaluationGrpcService>(Service.BindService);
        module.AddGrpcService<EvaluationV2GrpcService>(V2.Service.BindService);
        module.AddGrpcService<FlagSyncGrpcService>(FlagSyncService.BindService);
        module.MapEndpoints(OfrepEndpoints.MapOfrepEndpoints);
        module.MapEndpoints(ConnectEndpoints.MapConnectEndpoints);
        module.MapEndpoints(FeatureEndpoints.MapFeatureEndpoints);

        // flagd's ports, for clients with flagd's defaults: 8013, 8015 and 8016.
        module.AddPort("Evaluation", HttpProtocols.Http2);
        module.AddPort("Sync", HttpProtocols.Http2);
        module.AddPort("Ofrep", HttpProtocols.Http1);
        module.AddHealthCheck<FlagFileHealthCheck>("document");
        module.AddHostedService<FlagFileWatcherBackgroundService>();
        module.Services.AddHostedService(own => own.GetRequiredService<Scheduler>());
    }
}
