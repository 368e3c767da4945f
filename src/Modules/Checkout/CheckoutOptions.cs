using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Checkout;

internal sealed class CheckoutOptions
{
    /// <summary>
    /// How long one step of an attempt may take; an attempt without progress for longer counts as interrupted, and recovery takes it over.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AttemptTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often recovery looks for interrupted attempts, and the relay for messages that are due for a retry.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the e-mail addresses of delivered messages are erased from the database files.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan EraseEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The lease of a relay on the messages it is delivering; after it, another relay may take them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan DeliveryTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the process that placed an order has to remove the ordered lines from the cart and to deliver the other messages; after that the
    /// relay of any process does it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CartTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A message that waits longer than this for delivery makes the health check degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "23:59:59")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The number of failures after which a message is parked.</summary>
    [Range(1, 1000)]
    public int ParkAfter { get; set; } = 30;
}
