using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Checkout;

internal sealed class CheckoutOptions
{
    /// <summary>How long a step of a live attempt may take; an attempt that rested longer was cut off, and recovery takes it over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AttemptTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often recovery looks for attempts that were cut off, and the relay for messages that wait for another try.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the e-mail addresses of sent mails are taken out of the database's files.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan EraseEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long whoever took messages to deliver has them for themselves; if they are gone by then, another takes them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan DeliveryTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a placement has for itself to take what was ordered out of the cart; if it is gone by then, the relay does it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CartTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A message that waits longer than this to be delivered shows on the health page.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After how many failures a message is parked.</summary>
    [Range(1, 1000)]
    public int ParkAfter { get; set; } = 30;
}
