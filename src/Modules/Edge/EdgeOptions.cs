using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Edge;

/// <summary>Section <c>Modules:Edge</c>.</summary>
internal sealed class EdgeOptions : IValidatableObject
{
    /// <summary>How long an answer may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many requests the shop works on at once, orders apart.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsAtOnce { get; set; } = 256;

    /// <summary>How many more may wait for their turn. Whoever comes then is told at once to come back later.</summary>
    [Range(0, int.MaxValue)]
    public int RequestsWaiting { get; set; } = 512;

    /// <summary>How many orders the shop places at once. They have room of their own: a rush on the till leaves the shelves open.</summary>
    [Range(1, int.MaxValue)]
    public int OrdersAtOnce { get; set; } = 32;

    /// <summary>How many more orders may wait for their turn.</summary>
    [Range(0, int.MaxValue)]
    public int OrdersWaiting { get; set; } = 224;

    /// <summary>How many requests that change a cart or place an order one client address may make per second, in the long run.</summary>
    [Range(1, int.MaxValue)]
    public int WritesPerSecond { get; set; } = 200;

    /// <summary>How many of them it may make at once.</summary>
    [Range(1, int.MaxValue)]
    public int WritesAtOnce { get; set; } = 400;

    /// <summary>How many reports of telemetry one client address may leave per second, in the long run.</summary>
    [Range(1, int.MaxValue)]
    public int ReportsPerSecond { get; set; } = 20;

    /// <summary>How many of them it may leave at once.</summary>
    [Range(1, int.MaxValue)]
    public int ReportsAtOnce { get; set; } = 100;

    /// <summary>The addresses and networks, by commas, of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public string TrustedProxies { get; set; } = string.Empty;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Edge.TrustedProxies.Read(TrustedProxies) is null
            ? [new($"'{TrustedProxies}' are no addresses and networks; give some like 10.1.0.0/16, 10.2.3.4", [nameof(TrustedProxies)])]
            : [];
}
