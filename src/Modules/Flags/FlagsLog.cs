using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags;

internal static partial class FlagsLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.document.read", Message = "Loaded {Count} flags from {File}")]
    public static partial void DocumentRead(ILogger logger, int count, string file);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "flags.document.broken",
        Message = "Flag document could not be loaded; the last valid one stays in effect: {Problem}")]
    public static partial void InvalidDocument(ILogger logger, string problem);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "flags.document.rules_spoilt",
        Message = "Flags with invalid targeting return PARSE_ERROR: {Problems}")]
    public static partial void InvalidRules(ILogger logger, string problems);

    // The observatory recognizes this event by its name and shows an annotation.
    [LoggerMessage(Level = LogLevel.Information, EventName = "feature_flag.changed", Message = "{Flag}: {What}, by {Who}")]
    public static partial void FlagChanged(ILogger logger, string flag, string what, string who);

    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.scheduler.started", Message = "Scheduler started with seed {Seed}")]
    public static partial void SchedulerStarted(ILogger logger, int seed);

    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.scheduler.stopped", Message = "Scheduler stopped; all its flags were reset")]
    public static partial void SchedulerStopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.scheduler.not_turned", Message = "Flag {Flag} could not be changed: {Problem}")]
    public static partial void ChangeFailed(ILogger logger, string flag, string problem);
}
