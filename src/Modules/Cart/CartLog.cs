using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart;

internal static partial class CartLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.add_item", Message = "Shopper {UserId} changes product {ProductId} by {Quantity}")]
    public static partial void AddItem(ILogger logger, string userId, string productId, int quantity);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.get", Message = "Shopper {UserId} looks into the cart")]
    public static partial void Get(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.empty", Message = "The cart of shopper {UserId} is emptied")]
    public static partial void Empty(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.health_check.request", Message = "Somebody asks whether the cart is ready")]
    public static partial void HealthChecked(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "cart.sweep.failed", Message = "Expired carts stay until the next sweep")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.connecting", Message = "Looking for the carts' server at {Servers}")]
    public static partial void Connecting(ILogger logger, string servers);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.redis.connected", Message = "The carts' server answers at {Servers}")]
    public static partial void Connected(ILogger logger, string servers);

    [LoggerMessage(Level = LogLevel.Error, EventName = "cart.redis.connection_failed", Message = "No carts' server answers at {Servers}; the cart goes on looking for it")]
    public static partial void ConnectionFailed(ILogger logger, string servers);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.small_test", Message = "Asking the carts' server for a first answer")]
    public static partial void SmallTest(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "cart.redis.small_test_result", Message = "The first answer took {Milliseconds} ms")]
    public static partial void SmallTestResult(ILogger logger, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "cart.redis.connection_lost", Message = "The carts' server is lost: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, ConnectionFailureType reason);

    [LoggerMessage(Level = LogLevel.Information, EventName = "cart.redis.connection_restored", Message = "The carts' server is back")]
    public static partial void ConnectionRestored(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, EventName = "cart.redis.internal_error", Message = "The carts' server did not do {Script}")]
    public static partial void ScriptFailed(ILogger logger, string script, Exception exception);
}
