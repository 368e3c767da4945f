using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Every request is accepted or rejected, and none causes a server error.</summary>
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private static readonly (string Path, string Field)[] Fields =
    [
        .. new[] { "userId", "item", "item.productId", "item.quantity" }.Select(field => ("/api/cart", field)),
        .. new[]
        {
            "userId", "email", "userCurrency", "address", "address.streetAddress", "address.zipCode", "address.country",
            "creditCard", "creditCard.creditCardNumber", "creditCard.creditCardCvv", "creditCard.creditCardExpirationYear", "creditCard.creditCardExpirationMonth",
        }.Select(field => ("/api/checkout", field)),
    ];

    // JSON texts. The last one is not valid JSON.
    private static readonly string[] Values =
    [
        "null", "\"\"", "-1", "0", "1.5", "2147483648", "9223372036854775808", "1e308", "-1e400", "true", "[]", "{}", "[[[[1]]]]",
        "\"<script>alert(1)</script>\"", "\"'; DROP TABLE orders; --\"", "\"\\u0000\\uD800\"", "\"XXX\"", "\"" + new string('9', 5000) + "\"",
        string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)), "{\"a\":",
    ];

    private static readonly string[] Headers =
    [
        "baggage: session.id=x,admin=true", "traceparent: 00-zz-zz-01", "traceparent: 00-00000000000000000000000000000000-0000000000000000-01",
        "Idempotency-Key: ", "Idempotency-Key: a\u0001b", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Proto: gopher", "Content-Type: text/plain",
    ];

    private static readonly Gen<((string Path, string Field), string Value, string Header)> Request =
        Gen.Select(Gen.OneOf(Fields), Gen.OneOf(Values), Gen.OneOf(Headers));

    [Fact]
    public async Task Hostile_requests_never_cause_a_server_error()
    {
        await using var counter = await ModelShop.OpenAsync();
        await Request.SampleAsync(
            async requested =>
            {
                var ((path, field), value, header) = requested;
                using var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new StringContent(With(path == "/api/cart" ? NewAddItemBody() : NewOrderBody(), field.Split('.'), value), Encoding.UTF8, "application/json"),
                };
                request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
                using var response = await counter.Web.SendAsync(request);
                ((int)response.StatusCode).Should().BeLessThan((int)HttpStatusCode.InternalServerError);
            },
            writeLine: output.WriteLine,
            iter: 400,
            threads: 1);
        (await counter.AuditAsync()).Holds.Should().BeTrue();
    }

    private static JsonObject NewAddItemBody() => new() { ["userId"] = Guid.NewGuid().ToString(), ["item"] = new JsonObject { ["productId"] = Shopper.Flashlight, ["quantity"] = 1 } };

    private static JsonObject NewOrderBody() => new()
    {
        ["userId"] = Guid.NewGuid().ToString(),
        ["email"] = "someone@example.com",
        ["userCurrency"] = "EUR",
        ["address"] = new JsonObject { ["streetAddress"] = "", ["city"] = "", ["state"] = "", ["country"] = "Czechia", ["zipCode"] = "1" },
        ["creditCard"] = new JsonObject { ["creditCardNumber"] = "4432-8015-6152-0454", ["creditCardCvv"] = 672, ["creditCardExpirationYear"] = 2039, ["creditCardExpirationMonth"] = 1 },
    };

    // The value is inserted as text, because a JSON library would not write some of these values.
    private static string With(JsonObject whole, string[] path, string value)
    {
        const string place = "THE-PLACE";
        JsonNode parent = path.Length == 1 ? whole : whole[path[0]]!;
        parent[path[^1]] = place;
        return whole.ToJsonString().Replace($"\"{place}\"", value, StringComparison.Ordinal);
    }
}
