using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>Calls that an order needs fail immediately, after a delay, or after their work is done. The cart is kept, and a charge is refunded.</summary>
public sealed class CheckoutFaultInjectionTests
{
    private const string Delay = "\"delayMs\":30000";

    private static readonly string[] Failures =
    [
        .. from requested in new[] { "*/GetCart", "*/GetQuote", "*/GetProduct", "*/Convert", "*/Charge", "*/ShipOrder" }
           from way in new[] { "\"status\":\"UNAVAILABLE\"", "\"status\":\"INTERNAL\"" }
           select Rule(requested, way),
        .. from done in new[] { "*/Charge", "*/ShipOrder" }
           from way in new[] { "\"status\":\"UNAVAILABLE\",\"after\":true", "\"status\":\"UNKNOWN\",\"after\":true", "\"status\":\"DEADLINE_EXCEEDED\",\"after\":true", Delay }
           select Rule(done, way),
        .. from done in new[] { "*/Charge", "*/ShipOrder" }
           from way in new[] { "\"status\":\"FAILED_PRECONDITION\",\"after\":true", "\"status\":\"INVALID_ARGUMENT\",\"after\":true" }
           select Rule(done, way),
        Rule("*/GetProduct", Delay),
    ];

    [Fact]
    public async Task A_failed_call_keeps_the_cart_leaves_no_charge_and_the_next_attempt_succeeds()
    {
        var observer = new FlagObserverModule();
        await using var shop = await CheckoutShop.OpenAsync(settings: [("Shop:Calls:Deadline", "00:00:02")], replacements: [new FlagsModule(), observer]);
        var flags = new FlagShop(shop.Shop, observer);
        foreach (var failure in Failures)
        {
            await shop.FillAsync();
            await SetRuleAsync(flags, failure);

            await shop.Awaiting(one => one.Place().ResponseAsync).Should().ThrowAsync<RpcException>(failure);
            await flags.SetFlagAsync("boundaryFaults", "off");

            (await shop.CartLinesAsync()).Should().ContainSingle(failure);
            (await PlaceAsync(shop)).Order.Should().NotBeNull(failure);
        }

        while (await shop.AuditAsync() is not { Holds: true } audit || audit.Booked < Failures.Length)
        {
            await Task.Yield();
        }

        (await shop.AuditAsync()).Should().Match<AuditSummary>(audit => audit.Orders == Failures.Length && audit.Charges == audit.Orders + audit.Refunds && audit.Refunds > 0);
    }

    // With a deadline of two seconds a call may also fail on a busy machine, so the order is retried under the same key.
    private static Task<PlaceOrderResponse> PlaceAsync(CheckoutShop shop)
    {
        var key = Guid.NewGuid().ToString();
        return Eventually.FindAsync(
            "the order is placed",
            async _ =>
            {
                try
                {
                    return await shop.Place(key);
                }
                catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
                {
                    return null;
                }
            },
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }

    private static string Rule(string rpc, string way) => $$"""{"caller":"checkout","rpc":"{{rpc}}",{{way}}}""";

    private static Task SetRuleAsync(FlagShop flags, string rule) => flags.SetFlagAsync("boundaryFaults", "mine", document =>
    {
        document["flags"]!["boundaryFaults"]!["variants"]!["mine"] = new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) };
        return document;
    });
}
