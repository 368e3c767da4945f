using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Edge;

/// <summary>Section <c>Modules:Edge</c>.</summary>
internal sealed class EdgeOptions : IValidatableObject
{
    /// <summary>The maximum duration of a request, and before that of the arrival of its body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many requests are processed concurrently, not counting orders.</summary>
    [Range(1, 100_000)]
    public int RequestsAtOnce { get; set; } = 256;

    /// <summary>
    /// How many more requests may wait. Further requests are rejected at once, which costs an eighth of a page: at several times the capacity it is
    /// cheaper to let them wait, for as long as <see cref="LongestQueueTime"/> allows.
    /// </summary>
    [Range(0, 100_000)]
    public int RequestsWaiting { get; set; } = 2_048;

    /// <summary>How long a request may wait before it is processed. One that has waited longer is rejected.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LongestQueueTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many orders are processed concurrently. Orders have a separate limit, so that many orders do not block the product pages.
    /// </summary>
    [Range(1, 100_000)]
    public int OrdersAtOnce { get; set; } = 32;

    /// <summary>How many more orders may wait.</summary>
    [Range(0, 100_000)]
    public int OrdersWaiting { get; set; } = 224;

    /// <summary>
    /// How many requests of one client address are processed or waiting concurrently, not counting orders. An IPv6 client has a /64 of addresses,
    /// which count as one.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerClient { get; set; } = 1_024;

    /// <summary>
    /// How many of them are processed concurrently; the others wait. It is enough to keep every core busy, and little of <see cref="RequestsAtOnce"/>,
    /// so that a client that sends without end leaves places to others.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerClientAtOnce { get; set; } = 48;

    /// <summary>How many bodies of one client address are read concurrently, and how many endless streams it may have open.</summary>
    [Range(1, 1_000_000)]
    public int TransfersPerClient { get; set; } = 128;

    /// <summary>How many orders of one client address are processed or waiting concurrently.</summary>
    [Range(1, 1_000_000)]
    public int OrdersPerClient { get; set; } = 64;

    /// <summary>How many of them are processed concurrently; the others wait. Half of <see cref="OrdersAtOnce"/>, which leaves places to others.</summary>
    [Range(1, 1_000_000)]
    public int OrdersPerClientAtOnce { get; set; } = 16;

    /// <summary>How many cart changes and orders one client address may send per second on average.</summary>
    [Range(1, 100_000)]
    public int WritesPerSecond { get; set; } = 200;

    /// <summary>How many of them it may send in a burst.</summary>
    [Range(1, 100_000)]
    public int WritesAtOnce { get; set; } = 400;

    /// <summary>How many telemetry reports one client address may send per second on average.</summary>
    [Range(1, 100_000)]
    public int ReportsPerSecond { get; set; } = 20;

    /// <summary>How many of them it may send in a burst.</summary>
    [Range(1, 100_000)]
    public int ReportsAtOnce { get; set; } = 100;

    /// <summary>
    /// The comma-separated addresses and networks of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted.
    /// </summary>
    public string TrustedProxies { get; set; } = string.Empty;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Routing.TrustedProxies.Read(TrustedProxies) is null
            ? [new($"'{TrustedProxies}' is not a list of addresses and networks; use a value like 10.1.0.0/16, 10.2.3.4", [nameof(TrustedProxies)])]
            : [];
}
