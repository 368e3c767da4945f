using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Browser;

/// <summary>A whole shop in which some modules are down: no process listens at their addresses.</summary>
internal static class ShopWithoutModules
{
    private static IEnumerable<string> Names => AstronomyShop.Host.Shop.Modules.Select(module => module.Descriptor.Name);

    public static Task<ShopUnderTest> StartAsync(params string[] dead) => StartWithAsync([.. Names.Except(dead)]);

    /// <summary>Starts these modules and no others.</summary>
    public static Task<ShopUnderTest> StartWithAsync(string[] alive, string? environment = null) => ShopUnderTest.StartAsync(
        AstronomyShop.Host.Shop.Modules,
        [("Shop:Run", string.Join(',', alive)), .. Names.Except(alive).Select(name => ($"Modules:{name}:Address", $"http://127.0.0.1:{FreePorts.Take()}"))],
        environment: environment);
}
