using AstronomyShop.Modules.Cart;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public sealed class ValkeyAddressTests
{
    [Theory]
    [InlineData("ConnectionStrings:Valkey", "abortConnect=false")]
    [InlineData("ConnectionStrings:Valkey", "localhost:6379,telescope=big,password=hush")]
    [InlineData("VALKEY_ADDR", "redis://:hush@localhost:6379")]
    [InlineData("VALKEY_ADDR", "localhost:many")]
    public async Task An_invalid_address_is_rejected_with_its_setting_and_without_its_value(string key, string address)
    {
        var refusal = await Assert.ThrowsAsync<SettingException>(() => ShopUnderTest.StartAsync([new CartModule()], [(key, address)]));

        refusal.Message.Should().Be($"{key}: contains no server; use a value like localhost:6379");
    }
}
