namespace AstronomyShop.Tests.FaultyHost;

/// <summary>Bugs that the audit or a test must detect: <c>SHOP_TEST_BUG=price-is-off</c>, or several separated by commas.</summary>
internal static class DeliberateBug
{
    /// <summary>A repeated charge request charges again, because its idempotency key is removed.</summary>
    public const string KeyIsIgnored = "key-is-ignored";

    /// <summary>A repeated checkout request creates a second order, because its idempotency key is removed.</summary>
    public const string KeyIsForgotten = "key-is-forgotten";

    /// <summary>The total of an order is 0.01 higher than the sum of its parts.</summary>
    public const string PriceIsOff = "price-is-off";

    /// <summary>The background service that completes interrupted orders is not registered.</summary>
    public const string RecoveryIsRemoved = "nobody-recovers";

    /// <summary>The charge of a failed order is not refunded.</summary>
    public const string RefundIsForgotten = "refund-is-forgotten";

    /// <summary>An event is deleted from the outbox before it is delivered.</summary>
    public const string DeletedBeforeDelivery = "done-before-told";

    /// <summary>Accounting acknowledges an event although its database transaction was not committed.</summary>
    public const string DoneBeforeBooked = "done-before-booked";

    /// <summary>The call that sends an order confirmation succeeds, but no email is sent.</summary>
    public const string MailIsForgotten = "mail-is-forgotten";

    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_BUG")?.Split(',') ?? [];

    /// <summary>True when the process was started with this bug.</summary>
    public static bool Is(string name) => Requested.Contains(name);
}
