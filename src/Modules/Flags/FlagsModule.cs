using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using V2 = AstronomyShop.Contracts.Flagd.EvaluationV2;

namespace AstronomyShop.Modules.Flags;

/// <summary>Keeps the document of feature flags, evaluates it for others in flagd's forms, and lets people change it.</summary>
public sealed class FlagsModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Flags", "flagd")
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
        module.Services.AddSingleton(new FlagFile(module.Configuration["File"] ?? Path.Combine(module.DataDirectory, "flags.json")));
        module.Services.AddSingleton<FlagFileState>();
        module.Services.AddSingleton<FlagEvents>();
        module.Services.AddSingleton<Evaluations>();
        module.Services.AddSingleton<Ofrep>();
        module.Services.AddSingleton<ConnectApi>();
        module.Services.AddSingleton<FlagChanges>();
        module.Services.AddSingleton<FlagEditor>();
        module.Services.AddSingleton<Scheduler>();
        module.Services.AddSingleton<FeatureGuard>();
        module.Services.AddSingleton<IStartNote>(own => own.GetRequiredService<FeatureGuard>());
        module.Background<FlagFileWatch>();
        module.Services.AddHostedService(own => own.GetRequiredService<Scheduler>());
        module.ReadyWhen<FlagFileCheck>("document");
        module.Serves<EvaluationApi>(Service.BindService);
        module.Serves<EvaluationV2Api>(V2.Service.BindService);
        module.Serves<SyncApi>(FlagSyncService.BindService);
        module.Http(Ofrep.Map);
        module.Http(ConnectApi.Map);
        module.Http(FeatureApi.Map);

        // flagd's own, for programs that know no others: 8013, 8015 and 8016.
        module.Port("Evaluation", HttpProtocols.Http2);
        module.Port("Sync", HttpProtocols.Http2);
        module.Port("Ofrep", HttpProtocols.Http1);
    }
}
