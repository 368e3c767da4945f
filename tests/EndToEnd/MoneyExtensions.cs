using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Reads money as the API writes it.</summary>
internal static class MoneyExtensions
{
    public static decimal Amount(this JsonNode money) => (long)money["units"]! + ((int)money["nanos"]! / 1_000_000_000m);

    public static decimal Total(this JsonNode order) =>
        order["shippingCost"]!.Amount() + order["items"]!.AsArray().Sum(line => line!["cost"]!.Amount() * (int)line["item"]!["quantity"]!);
}
