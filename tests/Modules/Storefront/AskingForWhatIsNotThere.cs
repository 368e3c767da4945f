using System.Net;
using System.Text;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class AskingForWhatIsNotThere(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("POST", "/api/products", "GET")]
    [InlineData("DELETE", "/api/products/LS4PSXUNUM", "GET")]
    [InlineData("PUT", "/api/cart", "DELETE, GET, POST")]
    [InlineData("PATCH", "/api/cart/", "DELETE, GET, POST")]
    [InlineData("GET", "/api/checkout", "POST")]
    [InlineData("POST", "/api/currency", "GET")]
    [InlineData("POST", "/api/data", "GET")]
    [InlineData("POST", "/api/recommendations", "GET")]
    [InlineData("OPTIONS", "/api/shipping", "GET")]
    [InlineData("DELETE", "/api/orders/1", "GET")]
    public async Task A_method_that_a_route_does_not_know_is_told_which_it_does(string method, string path, string allowed)
    {
        var answer = await web.Ask(new HttpMethod(method), path);

        answer.Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Response.Content.Headers.Allow.Order().Should().Equal(allowed.Split(", "));
        answer.ContentType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/x")]
    [InlineData("/api/cart/x")]
    public async Task An_unknown_path_of_the_api_is_a_problem(string path)
    {
        var answer = await web.Get(path);

        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Json.GetProperty("status").GetInt32().Should().Be(404);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_too_long_and_one_of_64_KiB_is_not()
    {
        (await web.Post("/api/cart", Padded(64 * 1024))).Status.Should().Be(HttpStatusCode.BadRequest);

        var answer = await web.Post("/api/cart", Padded((64 * 1024) + 1));
        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        answer.ContentType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Json_nested_without_end_is_malformed() =>
        (await web.Post("/api/cart", string.Concat(Enumerable.Repeat("[", 10_000)))).Field.Should().Be("body");

    private static string Padded(int length) => new StringBuilder("{}").Append(' ', length - 2).ToString();
}
