namespace AstronomyShop.SharedKernel;

/// <summary>
/// A defect that a test can enable, to prove that another test detects it: <c>SHOP_TEST_BUG=price-is-off</c>, several separated by commas.
/// Without that variable at process start nothing happens.
/// </summary>
public static class DeliberateBug
{
#pragma warning disable RS0030 // Not a setting: a file, a flag or a running process must not be able to turn it on.
    private static readonly string[] Requested = Environment.GetEnvironmentVariable("SHOP_TEST_BUG")?.Split(',') ?? [];
#pragma warning restore RS0030

    /// <summary>Whether the process was started with this defect.</summary>
    public static bool Is(string name) => Requested is [_, ..] && Requested.Contains(name);
}
