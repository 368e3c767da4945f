using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Split.WholeShop;

/// <summary>A client with nothing but the public contracts and the gRPC port.</summary>
public sealed class BareClientTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_without_shop_libraries_places_an_order()
    {
        await using var shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, ShopUnderTest.LongDeadlines);
        using var channel = GrpcChannel.ForAddress(shop.GrpcAddress);
        var user = Guid.NewGuid().ToString();
        await new CartService.CartServiceClient(channel).AddItemAsync(
            new AddItemRequest { UserId = user, Item = new CartItem { ProductId = "LS4PSXUNUM", Quantity = 1 } }, cancellationToken: TestCancellation);

        var response = await new CheckoutService.CheckoutServiceClient(channel).PlaceOrderAsync(
            new PlaceOrderRequest
            {
                UserId = user,
                UserCurrency = "USD",
                Email = "someone@example.com",
                Address = new Address { StreetAddress = "1600 Amphitheatre Parkway", City = "Mountain View", State = "CA", Country = "United States", ZipCode = "94043" },
                CreditCard = new CreditCardInfo
                {
                    CreditCardNumber = "4432-8015-6152-0454", CreditCardCvv = 672, CreditCardExpirationYear = 2039, CreditCardExpirationMonth = 1,
                },
            },
            cancellationToken: TestCancellation);

        response.Order.Items.Single().Item.ProductId.Should().Be("LS4PSXUNUM");
        response.Order.ShippingTrackingId.Should().NotBeEmpty();
    }
}
