using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Serves the snapshots of the modules of this process to the module that audits them.</summary>
internal sealed class AuditSourceGrpcService(RunningShop shop, RpcSettings settings, IEnumerable<IProcessAuditSource> process) : AuditSource.AuditSourceBase
{
    private const int MaxPartBytes = 64 * 1024;

    // Half, because a message is longer than the part in it.
    private readonly int partBytes = Math.Min(MaxPartBytes, settings.Limits.MaxMessageBytes / 2);

    public override async Task ReadSnapshot(ReadSnapshotRequest request, IServerStreamWriter<SnapshotPart> responseStream, ServerCallContext context)
    {
        var module = shop.Running.FirstOrDefault(module => module.Descriptor.Name == request.Module && module.Descriptor.HasAuditSource)
            ?? throw RpcErrors.NotFound($"{request.Module} does not run in this process or has no audit source");
        var snapshot = (await AuditSnapshotReader.ReadLocallyAsync(module, process, context.CancellationToken)).ToByteArray();
        for (var start = 0; start < snapshot.Length; start += partBytes)
        {
            var part = snapshot.AsMemory(start, Math.Min(partBytes, snapshot.Length - start));
            await responseStream.WriteAsync(new SnapshotPart { Body = UnsafeByteOperations.UnsafeWrap(part) }, context.CancellationToken);
        }
    }
}
