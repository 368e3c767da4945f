using System.Net;
using System.Text;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class CartEndpointsTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;
    private readonly string shopper = Guid.NewGuid().ToString();

    [Fact]
    public async Task An_added_product_is_in_the_response()
    {
        (await AddAsync("LS4PSXUNUM", "1")).Body.Should().Be($$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":1}]}""");

        var response = await AddAsync("HQTGWGPNH4", "\"2\"");
        response.Status.Should().Be(HttpStatusCode.OK);
        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Body.Should().Be(
            $$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":1},{"productId":"HQTGWGPNH4","quantity":2}]}""");
    }

    [Fact]
    public async Task The_cart_is_returned_with_its_products_in_the_users_currency()
    {
        await AddAsync("LS4PSXUNUM", "3");

        var product = (await web.FetchAsync("/api/products/LS4PSXUNUM?currencyCode=EUR")).Body;
        product.Should().Contain("\"units\":50,\"nanos\":490000000");
        (await web.FetchAsync($"/api/cart?sessionId={shopper}&currencyCode=EUR")).Body.Should().Be(
            $$"""{"userId":"{{shopper}}","items":[{"productId":"LS4PSXUNUM","quantity":3,"product":{{product}}}]}""");
    }

    [Theory]
    [InlineData("/api/cart")]
    [InlineData("/api/cart/?currencyCode=EUR")]
    [InlineData("/api/cart?sessionId=")]
    public async Task A_new_user_gets_an_empty_cart(string path)
    {
        var response = await web.FetchAsync(path);

        response.Status.Should().Be(HttpStatusCode.OK);
        response.Body.Should().Be("""{"userId":"","items":[]}""");
    }

    [Fact]
    public async Task An_emptied_cart_is_empty()
    {
        await AddAsync("LS4PSXUNUM", "1");

        var response = await web.DeleteWithBodyAsync("/api/cart", $$"""{"userId":"{{shopper}}"}""");

        response.Status.Should().Be(HttpStatusCode.NoContent);
        response.Body.Should().BeEmpty();
        (await web.FetchAsync($"/api/cart?sessionId={shopper}")).Body.Should().Be($$"""{"userId":"{{shopper}}","items":[]}""");
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
    [InlineData("""{"userId":"ID","item":{"productId":"\ud800","quantity":1}}""", "item.productId", "item.productId: contains a character that cannot be stored")]
    [InlineData("""{"userId":"ID","item":{"productId":"\u0000","quantity":1}}""", "item.productId", "item.productId: is not a product of the shop")]
    [InlineData("""{"userId":"ID","\ud800":1}""", "body", "body: contains a character that cannot be stored")]
    [InlineData("""{"userId":"ID","item":{"\ud800":1}}""", "body", "body: contains a character that cannot be stored")]
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
    public async Task An_invalid_request_is_rejected_with_its_field_and_adds_no_product(string body, string field, string detail)
    {
        var response = await web.PostBodyAsync("/api/cart", body.Replace("ID", shopper, StringComparison.Ordinal));

        response.Status.Should().Be(HttpStatusCode.BadRequest);
        response.ContentType.Should().Be("application/problem+json");
        response.Field.Should().Be(field);
        response.Detail.Should().Be(detail);
        (await web.FetchAsync($"/api/cart?sessionId={shopper}")).Body.Should().EndWith("\"items\":[]}");
    }

    [Fact]
    public async Task All_invalid_fields_are_reported_together()
    {
        var response = await web.PostBodyAsync("/api/cart", """{"userId":"ana","item":{"productId":null,"quantity":0.5}}""");

        response.Field.Should().Be("userId");
        response.Json.GetProperty("errors").GetRawText().Should().Be(
            """{"userId":["must be a UUID"],"item.productId":["is missing"],"item.quantity":["must be a whole number"]}""");
    }

    [Fact]
    public async Task An_empty_body_is_rejected_with_the_missing_fields()
    {
        (await web.PostBodyAsync("/api/cart", string.Empty)).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .Should().Equal("userId", "item");
        (await web.DeleteWithBodyAsync("/api/cart", string.Empty)).Field.Should().Be("userId");
    }

    [Theory]
    [InlineData("/api/cart?sessionId=ana", "sessionId")]
    [InlineData("/api/cart?currencyCode=XYZ", "currencyCode")]
    public async Task A_cart_request_with_an_invalid_query_is_rejected(string path, string field)
    {
        var response = await web.FetchAsync(path);

        response.Status.Should().Be(HttpStatusCode.BadRequest);
        response.Field.Should().Be(field);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("Application/JSON", HttpStatusCode.OK)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.OK)]
    public async Task A_body_is_accepted_only_as_JSON(string? type, HttpStatusCode expected)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$$"""{"userId":"{{{shopper}}}","item":{"productId":"LS4PSXUNUM","quantity":1}}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await web.PostAsync(new Uri("/api/cart", UriKind.Relative), body, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Without_a_catalog_no_product_is_added()
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingCatalogModule(StatusCode.Unavailable)));

        var response = await shop.Web.PostBodyAsync("/api/cart", $$$"""{"userId":"{{{shopper}}}","item":{"productId":"LS4PSXUNUM","quantity":1}}""");

        response.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await shop.Web.FetchAsync($"/api/cart?sessionId={shopper}")).Body.Should().EndWith("\"items\":[]}");
    }

    private Task<TestResponse> AddAsync(string product, string quantity) =>
        web.PostBodyAsync("/api/cart?currencyCode=EUR", $$$"""{"userId":"{{{shopper}}}","item":{"productId":"{{{product}}}","quantity":{{{quantity}}}}}""");
}
