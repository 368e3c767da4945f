namespace AstronomyShop.Tests.FaultyHost;

/// <summary>Mistakes that the auditor or a test must notice: <c>SHOP_TEST_BUG=price-is-off</c>, or several separated by commas.</summary>
internal static class DeliberateBug
{
    /// <summary>Payment charges again under a key that it knows.</summary>
    public const string KeyIsIgnored = "key-is-ignored";

    /// <summary>Checkout makes two orders of one key.</summary>
    public const string KeyIsForgotten = "key-is-forgotten";

    /// <summary>The total is a hundredth more than the sum of its parts.</summary>
    public const string PriceIsOff = "price-is-off";

    /// <summary>No background service finishes what was cut off.</summary>
    public const string RecoveryIsRemoved = "nobody-recovers";

    /// <summary>A charge of an order that failed is not refunded.</summary>
    public const string RefundIsForgotten = "refund-is-forgotten";

    /// <summary>An event leaves the outbox before it is delivered.</summary>
    public const string DeletedBeforeDelivery = "done-before-told";

    /// <summary>Accounting acknowledges an event whose booking was not committed.</summary>
    public const string DoneBeforeBooked = "done-before-booked";

    /// <summary>A confirmation is acknowledged and not sent.</summary>
    public const string MailIsForgotten = "mail-is-forgotten";

    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_BUG")?.Split(',') ?? [];

    /// <summary>True when the process was started to make this mistake.</summary>
    public static bool Is(string name) => Requested.Contains(name);
}
