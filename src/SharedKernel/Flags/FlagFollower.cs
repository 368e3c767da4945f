using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>
/// Where flags are kept in another process, hangs up a copy of their document and every newer one. While they are away the last copy
/// holds; without any, the defaults of those who ask.
/// </summary>
internal sealed class FlagFollower(RunningShop shop, ShopSettings settings, TimeProvider clock, ILogger<FlagFollower> logger) : BackgroundService
{
    // One that starts beside this process, or again, is not away.
    private const int FailuresUntilAway = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.FlagKeeper is not { } keeper || settings.Runs(keeper) || settings.AddressesOf(keeper).Count == 0)
        {
            return;
        }

        var flags = new FlagSyncService.FlagSyncServiceClient(shop.Remote(keeper));
        while (!stoppingToken.IsCancellationRequested)
        {
            await Follow(flags, stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Follow(FlagSyncService.FlagSyncServiceClient flags, CancellationToken stopping)
    {
        try
        {
            using var stream = flags.SyncFlags(new SyncFlagsRequest { ProviderId = "astronomy-shop" }, cancellationToken: stopping);
            await foreach (var response in stream.ResponseStream.ReadAllAsync(stopping))
            {
                failures = 0;
                shop.Flags.Hang(FlagDocument.Parse(response.FlagConfiguration));
            }
        }
        catch (Exception away) when (away is RpcException or FlagDocumentException or OperationCanceledException)
        {
            if (!stopping.IsCancellationRequested && ++failures == FailuresUntilAway)
            {
                FlagLog.KeeperAway(logger, away.Message);
            }
        }
    }
}
