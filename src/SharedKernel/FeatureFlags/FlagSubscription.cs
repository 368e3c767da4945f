using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>
/// Where the flag service runs in another process, subscribes to its document and publishes each version to the local store. While the flag
/// service is unreachable the last version stays in effect; before the first one, callers get their defaults.
/// </summary>
internal sealed class FlagSubscription(
    FlagStore store, ShopTopology topology, ModuleClientFactory clients, TimeProvider clock, ILogger<FlagSubscription> logger) : BackgroundService
{
    // A flag service that is starting, or restarting, does not deserve a warning.
    private const int FailuresUntilWarning = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (topology.FlagService is not { } flagService || topology.Runs(flagService) || topology.AddressesOf(flagService).Count == 0)
        {
            return;
        }

        var flags = new FlagSyncService.FlagSyncServiceClient(clients.RemoteInvokerFor(flagService));
        while (!stoppingToken.IsCancellationRequested)
        {
            await FollowAsync(flags, stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(FlagSyncService.FlagSyncServiceClient flags, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = flags.SyncFlags(new SyncFlagsRequest { ProviderId = "astronomy-shop" }, cancellationToken: cancellationToken);
            await foreach (var response in stream.ResponseStream.ReadAllAsync(cancellationToken))
            {
                failures = 0;
                store.Publish(FlagDocument.Parse(response.FlagConfiguration));
            }
        }
        catch (Exception exception) when (exception is RpcException or FlagDocumentException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested && ++failures == FailuresUntilWarning)
            {
                FlagLog.FlagServiceUnavailable(logger, exception.Message);
            }
        }
    }
}
