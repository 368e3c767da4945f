using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Modules;

internal static partial class ModuleLog
{
    /// <summary>Under the module's own name: <c>currency.server.started</c>.</summary>
    public static void Started(ILogger logger, ModuleDescriptor module, ListenEndpoint at) =>
        LoggerMessage.Define<string, string, int>(
            LogLevel.Information, new EventId(1, $"{module.ServiceName}.server.started"), "{Module} is open at {ServerAddress}:{ServerPort}")(
            logger, module.Name, at.Address.ToString(), at.Port, null);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "storage.not_durable", Message = "The database may forget what it said it kept: {Settings} is off at the server")]
    public static partial void NotDurable(ILogger logger, string settings);
}
