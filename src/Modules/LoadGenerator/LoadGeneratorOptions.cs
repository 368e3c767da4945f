using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>Section <c>Modules:LoadGenerator</c>.</summary>
internal sealed class LoadGeneratorOptions
{
    /// <summary>Customers come as soon as the shop is open; else when one of the load generator's flags is changed for the first time.</summary>
    public bool FromStart { get; set; }

    /// <summary>So many customers at most, whatever the flag says.</summary>
    [Range(0, 500)]
    public int MostUsers { get; set; } = 50;

    /// <summary>How long a customer looks at what he got, at least.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ShortestPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>And at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
}
