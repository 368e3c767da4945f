using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags;

/// <summary>
/// Hangs up the document whenever the file has another one. It reads the file instead of waiting for the file system to say something:
/// mounted files change by links of links, which no notification and no time of change tells.
/// </summary>
internal sealed class FlagFileWatch(FlagFile file, FlagFileState state, FlagBoard board, FlagChanges changes, TimeProvider clock, ILogger<FlagFileWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private string? seen;
    private bool isStarted;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Something always hangs there, whatever the file says.
        board.Hang(FlagDocument.Parse(FlagFile.FirstDocument));
        await Look(cancellationToken);
        isStarted = true;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Look(stoppingToken);
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            await file.MakeSureItExists(cancellation);
            var text = await file.Read(cancellation);
            if (text != seen)
            {
                seen = text;
                Take(text);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Keep($"{file.Path} cannot be read or written ({unreadable.GetType().Name})");
            seen = null;
        }
    }

    private void Take(string text)
    {
        try
        {
            var document = FlagDocument.Parse(text);
            var problems = string.Join("; ", document.Problems);
            if (problems.Length > 0)
            {
                FlagsLog.RulesSpoilt(logger, problems);
            }

            state.Problem = problems.Length > 0 ? problems : null;
            var before = board.Current;
            board.Hang(document);
            if (isStarted && text != file.Written)
            {
                changes.Record(before, document, Who.TheFile);
            }

            FlagsLog.DocumentRead(logger, document.Flags.Count, file.Path);
        }
        catch (FlagDocumentException broken)
        {
            Keep(broken.Message);
        }
    }

    private void Keep(string problem)
    {
        if (state.Problem != problem)
        {
            state.Problem = problem;
            FlagsLog.DocumentBroken(logger, problem);
        }
    }
}
