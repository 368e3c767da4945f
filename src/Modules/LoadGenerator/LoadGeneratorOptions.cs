using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>Section <c>Modules:LoadGenerator</c>.</summary>
internal sealed class LoadGeneratorOptions : IValidatableObject
{
    /// <summary>
    /// When true, simulated users start with the shop; otherwise when a flag of the load generator is changed for the first time.
    /// </summary>
    public bool FromStart { get; set; }

    /// <summary>The maximum number of simulated users, whatever the flag says.</summary>
    [Range(0, 500)]
    public int MostUsers { get; set; } = 50;

    /// <summary>The minimum pause of a user between two tasks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ShortestPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum pause of a user between two tasks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ShortestPause > LongestPause ? [new($"'{LongestPause}' is shorter than ShortestPause, {ShortestPause}", [nameof(LongestPause)])] : [];
}
