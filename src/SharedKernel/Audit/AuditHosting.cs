using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Adds audits: to a module the reader of all snapshots, to the gRPC port the snapshots of this process.</summary>
public static class AuditHosting
{
    /// <summary>Adds the reader of snapshots to a module whose descriptor declares that it reads them.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddModuleAudit(this IServiceCollection module, ModuleDescriptor descriptor, IServiceProvider host)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (descriptor.ReadsAuditSources)
        {
            module.AddSingleton(_ => new AuditSnapshotReader(
                host.GetRequiredService<ShopTopology>(),
                host.GetRequiredService<RunningShop>(),
                host.GetRequiredService<ModuleClientFactory>(),
                host.GetServices<IProcessAuditSource>()));
        }
    }

    /// <summary>Maps the RPC through which the auditing module of another process reads the snapshots of this one.</summary>
    public static void MapAuditSources(this IEndpointRouteBuilder routes) => routes.MapGrpcService<AuditSourceGrpcService>();
}
