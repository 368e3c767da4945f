using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.LoadGenerator;

internal static partial class LoadGeneratorLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.done", Message = "{Errand} completed")]
    public static partial void Done(ILogger logger, string errand);

    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.failed", Message = "{Errand} failed: {Why}")]
    public static partial void Failed(ILogger logger, string errand, string? why);

    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.resized", Message = "{Users} simulated users are active")]
    public static partial void Resized(ILogger logger, int users);
}
