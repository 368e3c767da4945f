using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>
/// Keeps as many customers in the shop as the flags say, from one moment to the next. A shop is quiet until somebody asks for them: by
/// changing one of their flags, or by <c>Modules:LoadGenerator:FromStart</c>.
/// </summary>
internal sealed class Crowd(
    Shopper shopper, LoadFlags flags, FlagBoard board, IOptions<LoadGeneratorOptions> options, IHostApplicationLifetime shop, ILogger<Crowd> log)
    : BackgroundService
{
    private readonly Stack<(CancellationTokenSource Leaving, Task Shopping)> inside = new();

    private FlagDocument? first;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        first = board.Current;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await DoorIsOpen(stoppingToken);
            await Follow(stoppingToken);
        }
        finally
        {
            await Resize(0);
        }
    }

    private async Task Follow(CancellationToken stopping)
    {
        var isAskedFor = options.Value.FromStart;
        if (isAskedFor)
        {
            // Flags that are away change nothing: their defaults hold.
            await Resize(await Wanted());
        }

        first ??= await board.OtherThan(null, stopping);
        for (var seen = first; ; )
        {
            seen = await board.OtherThan(seen, stopping);
            isAskedFor |= FlagsIn(seen) != FlagsIn(first);
            if (isAskedFor)
            {
                await Resize(await Wanted());
            }
        }
    }

    private async Task<int> Wanted() => Math.Min(await flags.Users(), options.Value.MostUsers);

    private async Task Resize(int wanted)
    {
        if (wanted != inside.Count)
        {
            LoadGeneratorLog.Resized(log, wanted);
        }

        while (inside.Count < wanted)
        {
            var leaving = new CancellationTokenSource();
            inside.Push((leaving, shopper.Shop(leaving.Token)));
        }

        while (inside.Count > wanted && inside.TryPop(out var last))
        {
            using var leaving = last.Leaving;
            await leaving.CancelAsync();
            await last.Shopping;
        }
    }

    private static string FlagsIn(FlagDocument document) => string.Concat(document.Flags.Values
        .Where(flag => flag.Key.StartsWith(LoadFlags.Prefix, StringComparison.Ordinal))
        .OrderBy(flag => flag.Key, StringComparer.Ordinal)
        .Select(flag => flag.Json.GetRawText()));

    // Modules start before the ports do.
    private Task DoorIsOpen(CancellationToken stopping)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.ApplicationStarted.Register(open.SetResult);
        return open.Task.WaitAsync(stopping);
    }
}
