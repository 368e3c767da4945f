using AstronomyShop.Modules.Cart;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public sealed class NamingTheCartsServer
{
    [Theory]
    [InlineData("ConnectionStrings:Valkey", "abortConnect=false")]
    [InlineData("ConnectionStrings:Valkey", "localhost:6379,telescope=big,password=hush")]
    [InlineData("VALKEY_ADDR", "redis://:hush@localhost:6379")]
    [InlineData("VALKEY_ADDR", "localhost:many")]
    public async Task A_wrong_address_is_refused_by_the_setting_that_holds_it_and_not_repeated(string key, string address)
    {
        var refusal = await Assert.ThrowsAsync<SettingException>(() => ShopUnderTest.Start([new CartModule()], [(key, address)]));

        refusal.Message.Should().Be($"{key}: contains no server; use a value like localhost:6379");
    }
}
