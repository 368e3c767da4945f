using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>Turns flags by itself, round after round, and back again. Whatever ends it, it leaves each flag as it found it.</summary>
internal sealed class Scheduler(FlagEditor editor, FlagBoard board, TimeProvider clock, ILogger<Scheduler> log) : IHostedService, IDisposable
{
    private const int MostHistory = 10;

    private readonly SemaphoreSlim changing = new(1);
    private readonly Lock telling = new();
    private readonly LinkedList<Past> history = new();
    private Run? run;

    /// <summary>What it does at the moment; null when it rests.</summary>
    public Run? Current => run;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Past> History
    {
        get
        {
            lock (telling)
            {
                return [.. history];
            }
        }
    }

    /// <summary>The flags it can turn, with the variants that are not theirs already.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Eligible(FlagDocument document) =>
        document.Flags.Values.Where(flag => flag is { IsEnabled: true, DefaultVariant: not null, Variants.Count: > 1 })
            .ToDictionary(flag => flag.Key, flag => (IReadOnlyList<string>)[.. flag.Variants.Keys.Where(name => name != FlagChoice.Of(flag)).Order(StringComparer.Ordinal)]);

    /// <summary>Starts; if it runs already, it ends first.</summary>
    public async Task Start(Schedule schedule, CancellationToken cancellation)
    {
        await changing.WaitAsync(cancellation);
        try
        {
            await End();
            var seed = schedule.Seed ?? Random.Shared.Next();
            var defaults = board.Current!.Flags.Values.Where(flag => schedule.Variants.ContainsKey(flag.Key)).ToDictionary(flag => flag.Key, FlagChoice.Of);
            var leaving = new CancellationTokenSource();
            FlagsLog.SchedulerStarted(log, seed);
            run = new Run(schedule, seed, clock.GetUtcNow(), defaults, leaving);
            run.Working = Work(run, new Random(seed), leaving.Token);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Ends, with every flag as it was.</summary>
    public async Task Stop(CancellationToken cancellation)
    {
        await changing.WaitAsync(cancellation);
        try
        {
            await End();
        }
        finally
        {
            changing.Release();
        }
    }

    public void Dispose() => changing.Dispose();

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // However late it is: flags are put back.
    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Stop(CancellationToken.None);

    private async Task End()
    {
        if (run is not { } ending)
        {
            return;
        }

        using var leaving = ending.Leaving;
        await leaving.CancelAsync();
        await ending.Working;
        run = null;
        FlagsLog.SchedulerStopped(log);
    }

    private async Task Work(Run mine, Random random, CancellationToken leaving)
    {
        await Task.Yield();
        while (!leaving.IsCancellationRequested)
        {
            var turns = Turn.Draw(mine.Schedule, random);
            mine.Turns = turns;
            var round = Task.Delay(mine.Schedule.Interval, clock, leaving);
            await Task.WhenAll(turns.Select(turn => Do(turn, mine.Defaults[turn.Flag], leaving)));
            await round.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Do(Turn turn, string? back, CancellationToken leaving)
    {
        await Task.Delay(turn.Offset, clock, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (leaving.IsCancellationRequested)
        {
            return;
        }

        Remember(turn);
        await Choose(turn.Flag, turn.Variant);
        await Task.Delay(turn.Hold, clock, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Choose(turn.Flag, back);
    }

    // A file that cannot be written, or a flag that somebody took away meanwhile, must not end the rounds.
    private async Task Choose(string flag, string? variant)
    {
        try
        {
            if (variant is null || !await editor.Choose(flag, variant, Who.TheScheduler, CancellationToken.None))
            {
                FlagsLog.NotTurned(log, flag, "it has no such variant any more");
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or FlagDocumentException or System.Text.Json.JsonException)
        {
            FlagsLog.NotTurned(log, flag, failed.Message);
        }
    }

    private void Remember(Turn turn)
    {
        lock (telling)
        {
            history.AddFirst(new Past(clock.GetUtcNow(), turn));
            if (history.Count > MostHistory)
            {
                history.RemoveLast();
            }
        }
    }
}

/// <summary>A turn that was begun.</summary>
internal sealed record Past(DateTimeOffset At, Turn Turn);

/// <summary>The scheduler at work.</summary>
internal sealed class Run(Schedule schedule, int seed, DateTimeOffset since, IReadOnlyDictionary<string, string?> defaults, CancellationTokenSource leaving)
{
    private volatile IReadOnlyList<Turn> turns = [];

    public Schedule Schedule => schedule;

    public int Seed => seed;

    public DateTimeOffset Since => since;

    /// <summary>What each flag goes back to.</summary>
    public IReadOnlyDictionary<string, string?> Defaults => defaults;

    public CancellationTokenSource Leaving => leaving;

    public Task Working { get; set; } = Task.CompletedTask;

    /// <summary>What this round does.</summary>
    public IReadOnlyList<Turn> Turns
    {
        get => turns;
        set => turns = value;
    }
}
