using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Browser;

/// <summary>A whole shop in which some modules are down: no process listens at their addresses.</summary>
internal static class ShopWithoutModules
{
    public static Task<ShopUnderTest> StartAsync(params string[] dead)
    {
        var alive = AstronomyShop.Host.Shop.Modules.Select(module => module.Descriptor.Name).Except(dead);
        return ShopUnderTest.StartAsync(
            AstronomyShop.Host.Shop.Modules,
            [("Shop:Run", string.Join(',', alive)), .. dead.Select(name => ($"Modules:{name}:Address", $"http://127.0.0.1:{FreePorts.Take()}"))]);
    }
}
