namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Tests that take minutes have the trait <c>Category=Long</c>; <c>dotnet test</c> without a filter excludes tests with any category. They are run by
/// <c>dotnet test --filter-trait Category=Long --filter-not-trait Category=Hanging</c>, and so by <c>.ci/run</c>. Some of them can run for
/// hours; <c>SHOP_TEST_LONG=1</c> requests that.
/// </summary>
public static class LongRun
{
    public const string Trait = "Category";
    public const string Name = "Long";

    /// <summary>True when tests that can run for hours should do so.</summary>
    public static bool IsRequested { get; } = Environment.GetEnvironmentVariable("SHOP_TEST_LONG") == "1";
}
