using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The process of a module is suspended with SIGSTOP: it receives calls and does not respond.</summary>
public sealed class FrozenModuleTests
{
    // Without the limit of one second a page would wait as long as this.
    private const string Deadline = "--Shop:Calls:Deadline=00:10:00";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Catalog", "/cart", "/orders")]
    [InlineData("Currency,Ad,Recommendation", "/", "/product/LS4PSXUNUM")]
    public async Task Pages_are_shown_without_the_data_of_frozen_modules(string modules, params string[] paths)
    {
        using var data = new DataDirectory();
        var frozen = modules.Split(',');
        await using var callees = ShopProcess.Start(typeof(Host.Shop), [$"--Shop:Run={modules}", data.Argument, "--PRODUCT_CATALOG_ADDR=127.0.0.1:9", "--Modules:Flags:Address=127.0.0.1:9"]);
        await callees.WaitUntilReadyAsync(TestCancellation);
        var others = string.Join(',', Host.Shop.Modules.Select(module => module.Descriptor.Name).Except(frozen));
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop),
            [$"--Shop:Run={others}", .. frozen.Select(module => $"--Modules:{module}:Address={callees.GrpcAddress}"), Deadline, "--Modules:Edge:TimeLimit=00:10:00", data.Argument]);
        await shop.WaitUntilReadyAsync(TestCancellation);

        var shopper = new Shopper();
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();
        var order = Guid.Parse((string)(await shopper.PlaceOrderAsync(shop.Web))["orderId"]!);

        Signals.Send(callees.Id, Signals.Stop);
        foreach (var path in (string[])[.. paths, $"/cart/checkout/{order}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", $"shop={shopper.UserId}.USD; shop-orders={order:N}" } } };
            using var page = await shop.Web.SendAsync(request, TestCancellation);
            page.StatusCode.Should().Be(HttpStatusCode.OK, path);
        }

        Signals.Send(callees.Id, Signals.Continue);
        using var home = await shop.Web.GetAsync("/", TestCancellation);
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
