using System.Text;
using System.Text.Json;
using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads items and address of a shipping quote, which are JSON in the query: <c>itemList=[…]</c> and <c>address={…}</c>.</summary>
internal static class QuoteRequestReader
{
    public static GetQuoteRequest Read(string? itemList, string? address)
    {
        var fields = new JsonFields(new Dictionary<string, JsonElement>
        {
            ["itemList"] = Parse(itemList, "itemList"),
            ["address"] = Parse(address, "address"),
        });
        var request = new GetQuoteRequest { Address = AddressReader.Read(fields.Section("address")) };
        request.Items.AddRange(fields.List("itemList").Select(ReadItem));
        fields.Require();
        return request;
    }

    private static CartItem ReadItem(JsonFields item) => new() { ProductId = item.Text("productId"), Quantity = item.Integer("quantity") };

    private static JsonElement Parse(string? json, string name) =>
        string.IsNullOrEmpty(json) ? default : RequestBody.Parse(Encoding.UTF8.GetBytes(json), name);
}
