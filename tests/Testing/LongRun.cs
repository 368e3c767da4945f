namespace AstronomyShop.Tests.Testing;

/// <summary>Some tests can go on for hours. They do when somebody asks for it: <c>SHOP_TEST_LONG=1</c>.</summary>
public static class LongRun
{
    public static bool IsAskedFor { get; } = Environment.GetEnvironmentVariable("SHOP_TEST_LONG") == "1";
}
