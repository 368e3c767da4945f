using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>Changes flags in rounds and resets them. Whenever it ends, every flag has its previous variant again.</summary>
internal sealed class Scheduler(FlagEditor editor, FlagStore store, TimeProvider clock, ILogger<Scheduler> logger) : IHostedService, IDisposable
{
    private const int MaxHistory = 10;

    private readonly SemaphoreSlim changing = new(1);
    private readonly Lock gate = new();
    private readonly LinkedList<CompletedChange> history = new();
    private SchedulerRun? run;

    /// <summary>The current run; null when the scheduler is stopped.</summary>
    public SchedulerRun? Current => run;

    /// <summary>The latest changes, newest first.</summary>
    public IReadOnlyList<CompletedChange> History
    {
        get
        {
            lock (gate)
            {
                return [.. history];
            }
        }
    }

    /// <summary>The flags that the scheduler can change, with the variants that are not their default.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Eligible(FlagDocument document) =>
        document.Flags.Values.Where(flag => flag is { IsEnabled: true, DefaultVariant: not null, Variants.Count: > 1 })
            .ToDictionary(flag => flag.Key, flag => (IReadOnlyList<string>)[.. flag.Variants.Keys.Where(name => name != FlagSelection.Of(flag))]);

    /// <summary>Starts a run; a current run is stopped first.</summary>
    public async Task StartAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            await EndAsync();
            var seed = schedule.Seed ?? Random.Shared.Next();
            var defaults = store.Current!.Flags.Values.Where(flag => schedule.Variants.ContainsKey(flag.Key)).ToDictionary(flag => flag.Key, FlagSelection.Of);
            var stopping = new CancellationTokenSource();
            FlagsLog.SchedulerStarted(logger, seed);
            run = new SchedulerRun(schedule, seed, clock.GetUtcNow(), defaults, stopping);
            run.Working = WorkAsync(run, new Random(seed), stopping.Token);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Stops the run and resets every flag.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            await EndAsync();
        }
        finally
        {
            changing.Release();
        }
    }

    public void Dispose() => changing.Dispose();

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Without the token of the shutdown timeout: the flags must be reset.
    Task IHostedService.StopAsync(CancellationToken cancellationToken) => StopAsync(CancellationToken.None);

    private async Task EndAsync()
    {
        if (run is not { } ending)
        {
            return;
        }

        using var stopping = ending.Stopping;
        await stopping.CancelAsync();
        try
        {
            await ending.Working;
        }
        finally
        {
            // Also after a failure another run can be started.
            run = null;
        }

        FlagsLog.SchedulerStopped(logger);
    }

    private async Task WorkAsync(SchedulerRun run, Random random, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            var turns = ScheduledChange.Draw(run.Schedule, random);
            run.Changes = turns;
            var round = Task.Delay(run.Schedule.Interval, clock, cancellationToken);
            await Task.WhenAll(turns.Select(change => RunChangeAsync(change, run.Defaults.GetValueOrDefault(change.Flag), cancellationToken)));
            await round.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunChangeAsync(ScheduledChange change, string? back, CancellationToken cancellationToken)
    {
        await Task.Delay(change.Offset, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        Remember(change);
        await ChooseAsync(change.Flag, change.Variant);
        await Task.Delay(change.Hold, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ChooseAsync(change.Flag, back);
    }

    // A file that cannot be written, a flag that was removed meanwhile, or anything else must not end the rounds.
    private async Task ChooseAsync(string flag, string? variant)
    {
        try
        {
            if (variant is null || !await editor.ChooseAsync(flag, variant, ChangeAuthor.Scheduler, CancellationToken.None))
            {
                FlagsLog.ChangeFailed(logger, flag, "the variant does not exist any more");
            }
        }
        catch (Exception exception)
        {
            FlagsLog.ChangeFailed(logger, flag, exception.Message);
        }
    }

    private void Remember(ScheduledChange change)
    {
        lock (gate)
        {
            history.AddFirst(new CompletedChange(clock.GetUtcNow(), change));
            if (history.Count > MaxHistory)
            {
                history.RemoveLast();
            }
        }
    }
}

/// <summary>A change that was started.</summary>
internal sealed record CompletedChange(DateTimeOffset At, ScheduledChange Change);

/// <summary>The state of a run of the scheduler.</summary>
internal sealed class SchedulerRun(Schedule schedule, int seed, DateTimeOffset since, IReadOnlyDictionary<string, string?> defaults, CancellationTokenSource stopping)
{
    private volatile IReadOnlyList<ScheduledChange> changes = [];

    public Schedule Schedule => schedule;

    public int Seed => seed;

    public DateTimeOffset Since => since;

    /// <summary>The variants to which the flags are reset.</summary>
    public IReadOnlyDictionary<string, string?> Defaults => defaults;

    public CancellationTokenSource Stopping => stopping;

    public Task Working { get; set; } = Task.CompletedTask;

    /// <summary>The changes of the current round.</summary>
    public IReadOnlyList<ScheduledChange> Changes
    {
        get => changes;
        set => changes = value;
    }
}
