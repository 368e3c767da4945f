namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Tests that take minutes have the trait <c>Category=Long</c>, and the plain command leaves out every category. They are run by
/// <c>dotnet test --filter-trait Category=Long --filter-not-trait Category=Hanging</c>, and so by <c>.ci/run</c>. Some of them can go on for
/// hours; <c>SHOP_TEST_LONG=1</c> requests that.
/// </summary>
public static class LongRun
{
    public const string Trait = "Category";
    public const string Name = "Long";

    /// <summary>True when tests that can go on for hours are to do so.</summary>
    public static bool IsRequested { get; } = Environment.GetEnvironmentVariable("SHOP_TEST_LONG") == "1";
}
