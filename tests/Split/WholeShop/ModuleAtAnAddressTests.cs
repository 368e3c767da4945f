using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Split.WholeShop;

/// <summary>One module runs alone, and the rest of the shop with <c>--split</c> calls it at the address of its variable, as the README shows.</summary>
public sealed class ModuleAtAnAddressTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_module_that_has_an_address_is_called_there_and_not_started_again()
    {
        using var data = new DataDirectory();
        await using var quote = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Quote", data.Argument]);
        await quote.WaitUntilReadyAsync(TestCancellation);
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop), ["--split", "--Shop:Run=Shipping,Quote", data.Argument], new Dictionary<string, string> { ["QUOTE_ADDR"] = quote.GrpcAddress.Authority });
        await shop.WaitUntilReadyAsync(TestCancellation);

        var process = (await shop.Management.GetFromJsonAsync<JsonArray>("/processes", TestCancellation))!.Should().ContainSingle().Which!;
        using var channel = GrpcChannel.ForAddress((string)process["grpc"]!);
        var answer = await new ShippingService.ShippingServiceClient(channel)
            .GetQuoteAsync(new GetQuoteRequest { Address = new Address(), Items = { new CartItem { ProductId = "OLJCESPC7Z", Quantity = 1 } } }, cancellationToken: TestCancellation);

        ((string?)process["module"]).Should().Be("Shipping");
        answer.CostUsd.Units.Should().BePositive();
    }
}
