namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>A line that a module adds to the startup banner on the console.</summary>
public interface IStartupMessage
{
    /// <summary>The topic of the line: <c>flags</c>.</summary>
    string Topic { get; }

    /// <summary>The text of the line.</summary>
    string Text { get; }
}
