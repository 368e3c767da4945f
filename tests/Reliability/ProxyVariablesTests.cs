using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The shop calls only processes of the shop, so it ignores the environment variables that name a proxy.</summary>
public sealed class ProxyVariablesTests
{
    // Nothing listens there.
    private static readonly Dictionary<string, string> Variables = new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" }
        .ToDictionary(name => name, _ => "http://127.0.0.1:9");

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_of_the_shop_goes_through_a_proxy()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["split", "--Shop:Run=Shipping,Quote", data.Argument], Variables);
        await shop.WaitUntilReadyAsync(TestCancellation);
        await Eventually.HoldsAsync("the probes of the parent succeed", _ => Task.FromResult(shop.Output.Any(line => line.Contains("is running in 2 processes"))), TimeSpan.FromSeconds(60), TestCancellation);

        await using var health = ShopProcess.Start(typeof(Host.Shop), ["health", $"--Shop:Ports:Management={shop.Management.BaseAddress!.Authority}"], Variables);
        (await health.WaitForExitAsync(TestCancellation)).Should().Be(0, string.Join(" / ", health.Errors));
    }

    [Fact]
    public async Task No_call_of_a_module_goes_through_a_proxy()
    {
        using var data = new DataDirectory();
        await using var quote = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Quote", data.Argument]);
        await quote.WaitUntilReadyAsync(TestCancellation);
        await using var shipping = ShopProcess.Start(
            typeof(Host.Shop), ["--Shop:Run=Shipping", data.Argument, $"--Modules:Quote:Address={quote.GrpcAddress}"], Variables);
        await shipping.WaitUntilReadyAsync(TestCancellation);

        using var channel = GrpcChannel.ForAddress(shipping.GrpcAddress);
        var answer = await new ShippingService.ShippingServiceClient(channel)
            .GetQuoteAsync(new GetQuoteRequest { Address = new Address(), Items = { new CartItem { ProductId = "OLJCESPC7Z", Quantity = 1 } } }, cancellationToken: TestCancellation);
        answer.CostUsd.Units.Should().BePositive();
    }
}
