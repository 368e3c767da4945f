using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The body of an order, as the load script sends it. A test can remove or change fields.</summary>
public static class OrderBody
{
    public const string UserId = "2f1d1f33-64a5-4d0b-9f0e-6a5f2d0a8c11";

    public static string Create(string email = "ana@example.com", Action<JsonObject>? change = null)
    {
        var order = new JsonObject
        {
            ["userId"] = UserId,
            ["email"] = email,
            ["userCurrency"] = "EUR",
            ["address"] = new JsonObject
            {
                ["streetAddress"] = "1 Main Street",
                ["zipCode"] = "94043",
                ["city"] = "Springfield",
                ["state"] = "",
                ["country"] = "United States",
            },
            ["creditCard"] = new JsonObject
            {
                ["creditCardNumber"] = "4432-8015-6152-0454",
                ["creditCardExpirationMonth"] = 1,
                ["creditCardExpirationYear"] = 2039,
                ["creditCardCvv"] = 672,
            },
        };
        change?.Invoke(order);
        return order.ToJsonString();
    }
}
