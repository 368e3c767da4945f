using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>
/// Keeps as many simulated users active as the flags say, and follows changes immediately. No users run until one of the flags is changed or
/// <c>Modules:LoadGenerator:FromStart</c> is set.
/// </summary>
internal sealed class VirtualUserPool(
    VirtualUser user, LoadFlags flags, FlagStore store, IOptions<LoadGeneratorOptions> options, IHostApplicationLifetime shop, ILogger<VirtualUserPool> logger)
    : BackgroundService
{
    private readonly Stack<(CancellationTokenSource Leaving, Task Shopping)> users = new();

    private FlagDocument? first;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        first = store.Current;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WaitForStartAsync(stoppingToken);
            await FollowAsync(stoppingToken);
        }
        finally
        {
            await ResizeAsync(0);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var isRequested = options.Value.FromStart;
        if (isRequested)
        {
            // When flags are not available, their defaults apply.
            await ResizeAsync(await ReadTargetCountAsync());
        }

        first ??= await store.WaitForChangeAsync(null, cancellationToken);
        for (var seen = first; ; )
        {
            seen = await store.WaitForChangeAsync(seen, cancellationToken);
            isRequested |= FlagsIn(seen) != FlagsIn(first);
            if (isRequested)
            {
                await ResizeAsync(await ReadTargetCountAsync());
            }
        }
    }

    private async Task<int> ReadTargetCountAsync() => Math.Min(await flags.ReadUserCountAsync(), options.Value.MostUsers);

    private async Task ResizeAsync(int wanted)
    {
        if (wanted != users.Count)
        {
            LoadGeneratorLog.Resized(logger, wanted);
        }

        while (users.Count < wanted)
        {
            var stopping = new CancellationTokenSource();
            users.Push((stopping, user.RunAsync(stopping.Token)));
        }

        while (users.Count > wanted && users.TryPop(out var last))
        {
            using var stopping = last.Leaving;
            await stopping.CancelAsync();
            await last.Shopping;
        }
    }

    private static string FlagsIn(FlagDocument document) => string.Concat(document.Flags.Values
        .Where(flag => flag.Key.StartsWith(LoadFlags.Prefix, StringComparison.Ordinal))
        .OrderBy(flag => flag.Key, StringComparer.Ordinal)
        .Select(flag => flag.Json.GetRawText()));

    // Modules start before the ports open.
    private Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.ApplicationStarted.Register(open.SetResult);
        return open.Task.WaitAsync(cancellationToken);
    }
}
