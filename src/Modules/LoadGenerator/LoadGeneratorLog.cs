using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.LoadGenerator;

internal static partial class LoadGeneratorLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.done", Message = "{Errand} is done")]
    public static partial void Done(ILogger logger, string errand);

    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.failed", Message = "{Errand} failed: {Why}")]
    public static partial void Failed(ILogger logger, string errand, string? why);

    [LoggerMessage(Level = LogLevel.Information, EventName = "load_generator.resized", Message = "{Users} customers shop now")]
    public static partial void Resized(ILogger logger, int users);
}
