using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags;

internal static partial class FlagsLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.document.read", Message = "{Count} flags hold now, from {File}")]
    public static partial void DocumentRead(ILogger logger, int count, string file);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.document.broken", Message = "The last good document holds: {Problem}")]
    public static partial void InvalidDocument(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.document.rules_spoilt", Message = "These flags answer PARSE_ERROR: {Problems}")]
    public static partial void InvalidRules(ILogger logger, string problems);

    // The observatory knows it by its name and draws a mark.
    [LoggerMessage(Level = LogLevel.Information, EventName = "feature_flag.changed", Message = "{Flag}: {What}, by {Who}")]
    public static partial void FlagChanged(ILogger logger, string flag, string what, string who);

    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.scheduler.started", Message = "The scheduler started, its seed is {Seed}")]
    public static partial void SchedulerStarted(ILogger logger, int seed);

    [LoggerMessage(Level = LogLevel.Information, EventName = "flags.scheduler.stopped", Message = "The scheduler stopped, all its flags are as they were")]
    public static partial void SchedulerStopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.scheduler.not_turned", Message = "{Flag} was not turned: {Problem}")]
    public static partial void ChangeFailed(ILogger logger, string flag, string problem);
}
