using AstronomyShop.Contracts.Flagd.Sync;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>Streams the whole document to clients that evaluate locally: modules of other processes, and flagd's in-process providers.</summary>
internal sealed class FlagSyncGrpcService(FlagEvaluator flags, FlagEvents events) : FlagSyncService.FlagSyncServiceBase
{
    public override async Task SyncFlags(SyncFlagsRequest request, IServerStreamWriter<SyncFlagsResponse> responseStream, ServerCallContext context)
    {
        await foreach (var document in events.ReadDocumentsAsync(context.CancellationToken))
        {
            var response = new SyncFlagsResponse { FlagConfiguration = document.Text, SyncContext = new Struct() };
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    public override Task<FetchAllFlagsResponse> FetchAllFlags(FetchAllFlagsRequest request, ServerCallContext context) =>
        Task.FromResult(new FetchAllFlagsResponse { FlagConfiguration = flags.Document.Text });

    public override Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context) =>
        Task.FromResult(new GetMetadataResponse { Metadata = new Struct() });
}
