using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Modules.Flags;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>Each neighbour that an order needs fails in each way: at once, late, after it has done its work. No money and no thing is lost by it.</summary>
public sealed class WhenABoundaryFails
{
    private const string TooLate = "\"delayMs\":30000";

    private static readonly string[] Failures =
    [
        .. from asked in new[] { "*/GetCart", "*/GetQuote", "*/GetProduct", "*/Convert", "*/Charge", "*/ShipOrder" }
           from way in new[] { "\"status\":\"UNAVAILABLE\"", "\"status\":\"INTERNAL\"" }
           select Rule(asked, way),
        .. from done in new[] { "*/Charge", "*/ShipOrder" }
           from way in new[] { "\"status\":\"UNAVAILABLE\",\"after\":true", "\"status\":\"UNKNOWN\",\"after\":true", "\"status\":\"DEADLINE_EXCEEDED\",\"after\":true", TooLate }
           select Rule(done, way),
        Rule("*/GetProduct", TooLate),
    ];

    [Fact]
    public async Task The_cart_stays_nothing_stays_charged_and_the_next_try_is_an_order()
    {
        var onlooker = new Onlooker();
        await using var till = await Till.Open(settings: [("Shop:Calls:Deadline", "00:00:01")], replacements: [new FlagsModule(), onlooker]);
        var flags = new FlagShop(till.Shop, onlooker);
        foreach (var failure in Failures)
        {
            await till.Fill();
            await Turn(flags, failure);

            await till.Awaiting(one => one.Place().ResponseAsync).Should().ThrowAsync<RpcException>(failure);
            await flags.Turn("boundaryFaults", "off");

            (await till.CartLines()).Should().ContainSingle(failure);
            (await till.Place(Guid.NewGuid().ToString())).Order.Should().NotBeNull(failure);
        }

        while (await till.Audit() is not { Holds: true } audit || audit.Booked < Failures.Length)
        {
            await Task.Yield();
        }

        (await till.Audit()).Should().Match<AuditSummary>(audit => audit.Orders == Failures.Length && audit.Charges == audit.Orders + audit.Refunds && audit.Refunds > 0);
    }

    private static string Rule(string rpc, string way) => $$"""{"caller":"checkout","rpc":"{{rpc}}",{{way}}}""";

    private static Task Turn(FlagShop flags, string rule) => flags.Turn("boundaryFaults", "mine", document =>
    {
        document["flags"]!["boundaryFaults"]!["variants"]!["mine"] = new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) };
        return document;
    });
}
