using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Modules.Checkout;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class BookingsEndpointTests
{
    [Fact]
    public async Task Bookings_are_found_by_order_time_and_currency()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var order = (await shop.Place()).Order.OrderId;
        while ((await shop.AuditAsync()).Booked == 0)
        {
            await Task.Yield();
        }

        (await FoundAsync(shop, $"?orderId={order}")).Should().Equal(order);
        (await FoundAsync(shop, "?currency=EUR&from=2020-01-01&limit=5")).Should().Equal(order);
        (await FoundAsync(shop, "?currency=USD")).Should().BeEmpty();
        (await FoundAsync(shop, "?to=2020-01-01T00:00:00Z")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("limit", "?limit=0")]
    [InlineData("limit", "?limit=many")]
    [InlineData("limit", "?limit=5&limit=abc")]
    [InlineData("from", "?from=yesterday")]
    [InlineData("currency", "?currency=euro")]
    [InlineData("colour", "?colour=red")]
    public async Task An_invalid_query_is_rejected_with_the_reason(string parameter, string question)
    {
        await using var shop = await CheckoutShop.OpenAsync();

        using var response = await shop.Management.GetAsync($"/api/accounting/orders{question}", CheckoutShop.TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>(CheckoutShop.TestCancellation);
        problem!["errors"]!.AsObject().Select(error => error.Key).Should().Equal(parameter);
    }

    private static async Task<IEnumerable<string>> FoundAsync(CheckoutShop shop, string question) =>
        (await shop.Management.GetFromJsonAsync<JsonNode>($"/api/accounting/orders{question}", CheckoutShop.TestCancellation))!["orders"] is JsonArray orders
            ? orders.Select(booked => (string)booked!["order"]!["orderId"]!)
            : [];
}
