using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>
/// Reads the snapshots of all modules that have an audit source: directly where a module runs in this process, otherwise by RPC. A module gets it
/// when its descriptor has <see cref="ModuleDescriptor.ReadsAuditSources"/>.
/// </summary>
public sealed class AuditSnapshotReader
{
    // A snapshot contains all data of a module and is read anew for each request.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ShopTopology topology;
    private readonly RunningShop shop;
    private readonly ModuleClientFactory clients;
    private readonly IEnumerable<IProcessAuditSource> process;

    internal AuditSnapshotReader(ShopTopology topology, RunningShop shop, ModuleClientFactory clients, IEnumerable<IProcessAuditSource> process) =>
        (this.topology, this.shop, this.clients, this.process) = (topology, shop, clients, process);

    /// <summary>Reads the snapshots, one module after the other.</summary>
    /// <exception cref="MissingSnapshotException">A module returned none.</exception>
    public async Task<IReadOnlyList<AuditSnapshot>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<AuditSnapshot>();
        foreach (var module in topology.All.Where(descriptor => descriptor.HasAuditSource))
        {
            snapshots.Add(await ReadAsync(module, cancellationToken));
        }

        return snapshots;
    }

    /// <summary>The snapshot of a module of this process, with what the process adds.</summary>
    internal static async Task<AuditSnapshot> ReadLocallyAsync(RunningModule module, IEnumerable<IProcessAuditSource> process, CancellationToken cancellationToken)
    {
        var snapshot = new AuditSnapshot();
        foreach (var source in process)
        {
            snapshot.MergeFrom(await source.ReadSnapshotAsync(module.Descriptor, cancellationToken));
        }

        foreach (var source in module.Services.GetServices<IAuditSource>())
        {
            snapshot.MergeFrom(await source.GetSnapshotAsync(cancellationToken));
        }

        return snapshot;
    }

    private async Task<AuditSnapshot> ReadAsync(ModuleDescriptor callee, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Timeout);
        try
        {
            return shop.Find(callee) is { } localModule
                ? await ReadLocallyAsync(localModule, process, bounded.Token)
                : await ReadRemotelyAsync(callee, bounded.Token);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // Another implementation of the service, such as the public shop's, has no audit source.
            return new AuditSnapshot();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MissingSnapshotException(callee.ServiceName, exception);
        }
    }

    private async Task<AuditSnapshot> ReadRemotelyAsync(ModuleDescriptor callee, CancellationToken cancellationToken)
    {
        var client = new AuditSource.AuditSourceClient(clients.RemoteInvokerFor(callee));
        using var call = client.ReadSnapshot(new ReadSnapshotRequest { Module = callee.Name }, cancellationToken: cancellationToken);
        using var snapshot = new MemoryStream();
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            part.Body.WriteTo(snapshot);
        }

        return AuditSnapshot.Parser.ParseFrom(snapshot.GetBuffer().AsSpan(0, (int)snapshot.Length));
    }
}
