using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart;

internal static partial class CartLog
{
    [LoggerMessage(
        Level = LogLevel.Information, EventName = "cart.add_item",
        Message = "User {UserId} changes the quantity of product {ProductId} by {Quantity}")]
    public static partial void AddItem(ILogger logger, string userId, string productId, int quantity);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.get", Message = "User {UserId} reads the cart")]
    public static partial void Get(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.empty", Message = "User {UserId} empties the cart")]
    public static partial void Empty(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.health_check.request", Message = "Readiness check requested")]
    public static partial void HealthChecked(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "cart.sweep.failed",
        Message = "Removing expired carts failed; retrying at the next interval")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.connecting", Message = "Connecting to the cart store at {Servers}")]
    public static partial void Connecting(ILogger logger, string servers);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.redis.connected", Message = "Connected to the cart store at {Servers}")]
    public static partial void Connected(ILogger logger, string servers);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "cart.redis.connection_failed",
        Message = "Connection to the cart store at {Servers} failed; retrying")]
    public static partial void ConnectionFailed(ILogger logger, string servers);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.small_test", Message = "Sending a test command to the cart store")]
    public static partial void SmallTest(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.small_test_result", Message = "The test command took {Milliseconds} ms")]
    public static partial void SmallTestResult(ILogger logger, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "cart.redis.connection_lost", Message = "Connection to the cart store lost: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, ConnectionFailureType reason);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.redis.connection_restored", Message = "Connection to the cart store restored")]
    public static partial void ConnectionRestored(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, EventName = "cart.redis.internal_error", Message = "Script {Script} failed in the cart store")]
    public static partial void ScriptFailed(ILogger logger, string script, Exception exception);
}
