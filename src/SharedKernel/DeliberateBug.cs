namespace AstronomyShop.SharedKernel;

/// <summary>
/// A mistake that a test may ask for, to see that somebody would notice it: <c>SHOP_TEST_BUG=price-is-off</c>, or several with commas between.
/// Without that variable at the start of the process nothing here does anything.
/// </summary>
public static class DeliberateBug
{
#pragma warning disable RS0030 // No setting: it must not be possible to turn it on in a file, by a flag, or in a process that runs.
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_BUG")?.Split(',') ?? [];
#pragma warning restore RS0030

    /// <summary>The process was started to make this mistake.</summary>
    public static bool Is(string name) => Requested is [_, ..] && Requested.Contains(name);
}
