using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Hosting;

internal static partial class ModuleLog
{
    /// <summary>The event name starts with the service name: <c>currency.server.started</c>.</summary>
    public static void Started(ILogger logger, ModuleDescriptor module, ListenEndpoint at) =>
        LoggerMessage.Define<string, string, int>(
            LogLevel.Information, new EventId(1, $"{module.ServiceName}.server.started"), "{Module} is listening on {ServerAddress}:{ServerPort}")(
            logger, module.Name, at.Address.ToString(), at.Port, null);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "storage.not_durable", Message = "Committed data may be lost after a power failure: {Settings} disabled")]
    public static partial void NotDurable(ILogger logger, string settings);
}
