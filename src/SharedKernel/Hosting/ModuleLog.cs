using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Hosting;

internal static partial class ModuleLog
{
    /// <summary>The event name starts with the service name: <c>currency.server.started</c>.</summary>
    public static void Started(ILogger logger, ModuleDescriptor module, ListenEndpoint at) =>
        LoggerMessage.Define<string, string, int>(
            LogLevel.Information, new EventId(1, $"{module.ServiceName}.server.started"), "{Module} is listening on {ServerAddress}:{ServerPort}")(
            logger, module.Name, at.Addresses[0].ToString(), at.Port, null);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "background_service.ended", Message = "Background service {Service} ended unexpectedly; restarting")]
    public static partial void BackgroundServiceEnded(ILogger logger, string service, Exception? exception);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "storage.not_durable", Message = "Committed data may be lost after a power failure: {Settings} disabled")]
    public static partial void NotDurable(ILogger logger, string settings);
}
