using System.Net;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class FillingACart(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly HttpClient web = storefront.Web;
    private readonly string shopper = Guid.NewGuid().ToString();

    [Fact]
    public async Task What_is_added_is_in_the_answer()
    {
        (await Add("LS4PSXUNUM", "1")).Body.Should().Be($$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":1}]}""");

        var answer = await Add("HQTGWGPNH4", "\"2\"");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Body.Should().Be(
            $$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":1},{"productId":"HQTGWGPNH4","quantity":2}]}""");
    }

    [Fact]
    public async Task The_cart_is_shown_with_its_products_in_the_shoppers_currency()
    {
        await Add("LS4PSXUNUM", "3");

        var product = (await web.Get("/api/products/LS4PSXUNUM?currencyCode=EUR")).Body;
        product.Should().Contain("\"units\":50,\"nanos\":490000000");
        (await web.Get($"/api/cart?sessionId={shopper}&currencyCode=EUR")).Body.Should().Be(
            $$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":3,"product":{{product}}}]}""");
    }

    [Theory]
    [InlineData("/api/cart")]
    [InlineData("/api/cart/?currencyCode=EUR")]
    [InlineData("/api/cart?sessionId=")]
    public async Task Who_has_no_cart_yet_sees_an_empty_one(string path)
    {
        var answer = await web.Get(path);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Body.Should().Be("""{"userId":"","items":[]}""");
    }

    [Fact]
    public async Task An_emptied_cart_is_empty()
    {
        await Add("LS4PSXUNUM", "1");

        var answer = await web.Delete("/api/cart", $$"""{"userId":"{{shopper}}"}""");

        answer.Status.Should().Be(HttpStatusCode.NoContent);
        answer.Body.Should().BeEmpty();
        (await web.Get($"/api/cart?sessionId={shopper}")).Body.Should().Be($$"""{"userId":"{{shopper}}","items":[]}""");
    }

    [Theory]
    [InlineData("""{"item":{"productId":"LS4PSXUNUM","quantity":1}}""", "userId", "userId: is missing")]
    [InlineData("""{"userId":null,"item":{"productId":"LS4PSXUNUM","quantity":1}}""", "userId", "userId: is missing")]
    [InlineData("""{"userId":"ana","item":{"productId":"LS4PSXUNUM","quantity":1}}""", "userId", "userId: must be a UUID")]
    [InlineData("""{"userId":7,"item":{"productId":"LS4PSXUNUM","quantity":1}}""", "userId", "userId: must be a UUID")]
    [InlineData("""{"userId":"ID"}""", "item", "item: is missing")]
    [InlineData("""{"userId":"ID","item":"LS4PSXUNUM"}""", "item", "item: must be an object")]
    [InlineData("""{"userId":"ID","item":{"quantity":1}}""", "item.productId", "item.productId: is missing")]
    [InlineData("""{"userId":"ID","item":{"productId":["LS4PSXUNUM"],"quantity":1}}""", "item.productId", "item.productId: must be a string")]
    [InlineData("""{"userId":"ID","item":{"productId":"\ud800","quantity":1}}""", "item.productId", "item.productId: must be a string")]
    [InlineData("""{"userId":"ID","item":{"productId":"LS4PSXUNUM"}}""", "item.quantity", "item.quantity: is missing")]
    [InlineData("""{"userId":"ID","item":{"productId":"LS4PSXUNUM","quantity":1.5}}""", "item.quantity", "item.quantity: must be a whole number")]
    [InlineData("""{"userId":"ID","item":{"productId":"LS4PSXUNUM","quantity":"one"}}""", "item.quantity", "item.quantity: must be a whole number")]
    [InlineData("""{"userId":"ID","item":{"productId":"LS4PSXUNUM","quantity":2147483648}}""", "item.quantity", "item.quantity: must be a whole number")]
    [InlineData("""{"userId":"ID","item":{"productId":"LS4PSXUNUM","quantity":100}}""", "item.quantity", "item.quantity: a line holds at most 99")]
    [InlineData("""{"userId":"ID","item":{"productId":"NOSUCHTHNG","quantity":1}}""", "item.productId", "item.productId: is not a product of the shop")]
    [InlineData("""{"userId":"ID","item":{"productId":"","quantity":1}}""", "item.productId", "item.productId: is not a product of the shop")]
    [InlineData("""{"user_id":"ID","item":{"productId":"LS4PSXUNUM","quantity":1}}""", "userId", "userId: is missing")]
    [InlineData("""["ID"]""", "body", "body: must be a JSON object")]
    [InlineData("""{"userId":"ID","userId":"ID"}""", "body", "body: contains a field twice")]
    [InlineData("{\"userId\":\n  oops}", "body", "body: is not valid JSON at line 2, position 3")]
    public async Task What_is_wrong_is_named_and_nothing_is_added(string body, string field, string detail)
    {
        var answer = await web.Post("/api/cart", body.Replace("ID", shopper, StringComparison.Ordinal));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Field.Should().Be(field);
        answer.Detail.Should().Be(detail);
        (await web.Get($"/api/cart?sessionId={shopper}")).Body.Should().EndWith("\"items\":[]}");
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        var answer = await web.Post("/api/cart", """{"userId":"ana","item":{"productId":null,"quantity":0.5}}""");

        answer.Field.Should().Be("userId");
        answer.Json.GetProperty("errors").GetRawText().Should().Be(
            """{"userId":["must be a UUID"],"item.productId":["is missing"],"item.quantity":["must be a whole number"]}""");
    }

    [Fact]
    public async Task Nothing_at_all_is_told_what_is_missing()
    {
        (await web.Post("/api/cart", string.Empty)).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .Should().Equal("userId", "item");
        (await web.Delete("/api/cart", string.Empty)).Field.Should().Be("userId");
    }

    [Theory]
    [InlineData("/api/cart?sessionId=ana", "sessionId")]
    [InlineData("/api/cart?currencyCode=XYZ", "currencyCode")]
    public async Task A_cart_is_shown_only_to_who_asks_rightly(string path, string field)
    {
        var answer = await web.Get(path);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Field.Should().Be(field);
    }

    [Fact]
    public async Task While_nobody_can_say_whether_a_product_exists_nothing_is_added()
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenCatalog(StatusCode.Unavailable)));

        var answer = await shop.Web.Post("/api/cart", $$$"""{"userId":"{{{shopper}}}","item":{"productId":"LS4PSXUNUM","quantity":1}}""");

        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await shop.Web.Get($"/api/cart?sessionId={shopper}")).Body.Should().EndWith("\"items\":[]}");
    }

    private Task<Answer> Add(string product, string quantity) =>
        web.Post("/api/cart?currencyCode=EUR", $$$"""{"userId":"{{{shopper}}}","item":{"productId":"{{{product}}}","quantity":{{{quantity}}}}}""");
}
