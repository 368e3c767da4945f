namespace AstronomyShop.Host.Split;

internal static partial class SplitLog
{
    [LoggerMessage(Level = LogLevel.Warning, EventName = "split.ended", Message = "{Service} exited with code {ExitCode}")]
    public static partial void Ended(ILogger logger, string service, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, EventName = "split.not_started", Message = "{Service} could not be started: {Reason}")]
    public static partial void NotStarted(ILogger logger, string service, string reason);

    [LoggerMessage(Level = LogLevel.Information, EventName = "split.starts_again", Message = "{Service} restarts in {Seconds} s")]
    public static partial void StartsAgain(ILogger logger, string service, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "split.killed", Message = "{Service} did not stop in time and was killed")]
    public static partial void Killed(ILogger logger, string service);
}
