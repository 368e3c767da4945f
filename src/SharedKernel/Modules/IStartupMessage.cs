namespace AstronomyShop.SharedKernel.Modules;

/// <summary>A line that a module adds to what the shop says on the console when it opens, and nowhere else.</summary>
public interface IStartupMessage
{
    /// <summary>What it is about: <c>flags</c>.</summary>
    string Topic { get; }

    /// <summary>The line.</summary>
    string Text { get; }
}
