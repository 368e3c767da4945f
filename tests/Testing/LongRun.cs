namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Some tests can go on for hours. They do when somebody asks for it, <c>SHOP_TEST_LONG=1</c>, and are found under a category:
/// <c>--filter-trait Category=Long</c>.
/// </summary>
public static class LongRun
{
    public const string Trait = "Category";
    public const string Name = "Long";

    public static bool IsAskedFor { get; } = Environment.GetEnvironmentVariable("SHOP_TEST_LONG") == "1";
}
