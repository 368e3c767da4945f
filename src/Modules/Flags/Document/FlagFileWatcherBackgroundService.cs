using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags.Document;

/// <summary>
/// Publishes the document whenever the file changes. It reads the file instead of using file system notifications: mounted files change through
/// chains of links, which neither a notification nor a modification time reveals.
/// </summary>
internal sealed class FlagFileWatcherBackgroundService(FlagFile file, FlagFileState state, FlagStore store, FlagChanges changes, TimeProvider clock, ILogger<FlagFileWatcherBackgroundService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private string? lastText;
    private bool isStarted;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A document is always published, whatever the file contains.
        store.Publish(FlagDocument.Parse(FlagFile.ShippedDocument));
        await ReadChangesAsync(cancellationToken);
        isStarted = true;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ReadChangesAsync(stoppingToken);
        }
    }

    private async Task ReadChangesAsync(CancellationToken cancellationToken)
    {
        await file.Publishing.WaitAsync(cancellationToken);
        try
        {
            await file.EnsureExistsAsync(cancellationToken);
            var text = await file.ReadAsync(cancellationToken);
            if (text != lastText)
            {
                lastText = text;
                Apply(text);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ReportProblem($"{file.Path} cannot be read or written ({exception.GetType().Name})");
            lastText = null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a file contains, the next version of it must be read.
            ReportProblem($"{file.Path} cannot be used ({exception.GetType().Name})");
        }
        finally
        {
            file.Publishing.Release();
        }
    }

    private void Apply(string text)
    {
        try
        {
            var document = FlagDocument.Parse(text);
            var problems = string.Join("; ", document.Problems);
            if (problems.Length > 0)
            {
                FlagsLog.InvalidRules(logger, problems);
            }

            state.Problem = problems.Length > 0 ? problems : null;
            var before = store.Current;
            store.Publish(document);
            if (isStarted && text != file.Written)
            {
                changes.Record(before, document, ChangeAuthor.File);
            }

            FlagsLog.DocumentRead(logger, document.Flags.Count, file.Path);
        }
        catch (FlagDocumentException exception)
        {
            ReportProblem(exception.Message);
        }
    }

    private void ReportProblem(string problem)
    {
        if (state.Problem != problem)
        {
            state.Problem = problem;
            FlagsLog.InvalidDocument(logger, problem);
        }
    }
}
