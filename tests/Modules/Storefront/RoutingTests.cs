using System.Net;
using System.Text;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class RoutingTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("POST", "/api/products", "GET, HEAD")]
    [InlineData("DELETE", "/api/products/LS4PSXUNUM", "GET, HEAD")]
    [InlineData("PUT", "/api/cart", "DELETE, GET, HEAD, POST")]
    [InlineData("PATCH", "/api/cart/", "DELETE, GET, HEAD, POST")]
    [InlineData("GET", "/api/checkout", "POST")]
    [InlineData("POST", "/api/currency", "GET, HEAD")]
    [InlineData("POST", "/api/data", "GET, HEAD")]
    [InlineData("POST", "/api/recommendations", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/shipping", "GET, HEAD")]
    [InlineData("DELETE", "/api/orders/1", "GET, HEAD")]
    public async Task An_unsupported_method_is_rejected_with_the_allowed_methods(string method, string path, string allowed)
    {
        var response = await web.SendRequestAsync(new HttpMethod(method), path);

        response.Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Response.Content.Headers.Allow.Order().Should().Equal(allowed.Split(", "));
        response.ContentType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/x")]
    [InlineData("/api/cart/x")]
    [InlineData("/api/docs")]
    [InlineData("/api/docs/openapi.json")]
    public async Task An_unknown_API_path_returns_problem_details(string path)
    {
        var response = await web.FetchAsync(path);

        response.Status.Should().Be(HttpStatusCode.NotFound);
        response.ContentType.Should().Be("application/problem+json");
        response.Json.GetProperty("status").GetInt32().Should().Be(404);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_rejected_and_one_of_64_KiB_is_accepted()
    {
        (await web.PostBodyAsync("/api/cart", Padded(64 * 1024))).Status.Should().Be(HttpStatusCode.BadRequest);

        var response = await web.PostBodyAsync("/api/cart", Padded((64 * 1024) + 1));
        response.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        response.ContentType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Deeply_nested_JSON_is_malformed() =>
        (await web.PostBodyAsync("/api/cart", string.Concat(Enumerable.Repeat("[", 10_000)))).Field.Should().Be("body");

    private static string Padded(int length) => new StringBuilder("{}").Append(' ', length - 2).ToString();
}
