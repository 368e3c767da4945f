namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The drawing of a service map.</summary>
/// <param name="Form">A class of the style sheet.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Calls">The calls, each as a line from its caller to its callee.</param>
/// <param name="Services">The services, each as a box.</param>
internal sealed record ServiceMapDrawingModel(string Form, int Width, int Height, IReadOnlyList<DrawnCall> Calls, IReadOnlyList<DrawnService> Services)
{
    public const int BoxWidth = 178;
    public const int BoxHeight = 52;
}

/// <summary>A call between two services, with the SVG path of its line.</summary>
internal sealed record DrawnCall(string Path, string From, string To, CallStatistics Statistics)
{
    /// <summary>The class of the line's width.</summary>
    public int Weight => ((double)Statistics.Count / MapPageModel.Minutes) switch { < 3 => 1, < 30 => 2, < 300 => 3, _ => 4 };
}

/// <summary>A service, with the upper left corner of its box.</summary>
internal sealed record DrawnService(double X, double Y, string Name, CallStatistics Statistics);
