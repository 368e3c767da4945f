using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Modules.Checkout;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class ReadingForAuditors
{
    [Fact]
    public async Task Bookings_are_found_by_order_time_and_currency()
    {
        await using var till = await Till.Open();
        await till.Fill();
        var order = (await till.Place()).Order.OrderId;
        while ((await till.Audit()).Booked == 0)
        {
            await Task.Yield();
        }

        (await Found(till, $"?orderId={order}")).Should().Equal(order);
        (await Found(till, "?currency=EUR&from=2020-01-01&limit=5")).Should().Equal(order);
        (await Found(till, "?currency=USD")).Should().BeEmpty();
        (await Found(till, "?to=2020-01-01T00:00:00Z")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("limit", "?limit=0")]
    [InlineData("limit", "?limit=many")]
    [InlineData("from", "?from=yesterday")]
    [InlineData("currency", "?currency=euro")]
    [InlineData("colour", "?colour=red")]
    public async Task A_question_that_makes_no_sense_is_told_why(string parameter, string question)
    {
        await using var till = await Till.Open();

        using var answer = await till.Management.GetAsync($"/api/accounting/orders{question}", Till.Test);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(Till.Test);
        problem!["errors"]!.AsObject().Select(error => error.Key).Should().Equal(parameter);
    }

    private static async Task<IEnumerable<string>> Found(Till till, string question) =>
        (await till.Management.GetFromJsonAsync<JsonNode>($"/api/accounting/orders{question}", Till.Test))!["orders"] is JsonArray orders
            ? orders.Select(booked => (string)booked!["order"]!["orderId"]!)
            : [];
}
