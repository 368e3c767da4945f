using System.Net;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class EdgePipelineTests(BothDeploymentsFixture deployments) : IClassFixture<BothDeploymentsFixture>
{
    // Headers that differ between any two responses.
    private static readonly string[] VaryingHeaders = ["Date", "X-Request-Id"];

    public static TheoryData<string, string, string?> Requests => new()
    {
        { "GET", "/", null },
        { "HEAD", "/", null },
        { "GET", "/orders", null },
        { "GET", "/styles.css", null },
        { "GET", "/no/such/page", null },
        { "GET", "/api/products?currencyCode=EUR", null },
        { "GET", "/api/products/LS4PSXUNUM", null },
        { "GET", "/api/products/NOSUCHTHNG", null },
        { "GET", "/api/products?currencyCode=XYZ", null },
        { "GET", "/api/currency", null },
        { "GET", "/api/data/?contextKeys=binoculars", null },
        { "GET", "/api/cart", null },
        { "GET", "/api/cart?sessionId=ana", null },
        { "PUT", "/api/cart", null },
        { "POST", "/api/cart", EdgeShop.AddItemBody("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1") },
        { "POST", "/api/cart", "{" },
        { "POST", "/api/cart", new string(' ', (64 * 1024) + 1) },
        { "DELETE", "/api/cart", """{"userId":"6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1"}""" },
        { "POST", "/api/checkout", Storefront.OrderBody.Create() },
        { "POST", "/api/checkout", Storefront.OrderBody.Create("expired@example.com") },
        { "POST", "/api/checkout", Storefront.OrderBody.Create("down@example.com") },
        { "POST", "/api/checkout", Storefront.OrderBody.Create("broken@example.com") },
        { "GET", "/api/nothing", null },
        { "GET", "/images/products/RedFlashlight.jpg", null },
        { "GET", "/images/no-such-picture.jpg", null },
        { "GET", "/images", null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Responses_are_the_same_in_both_deployments(string method, string path, string? body)
    {
        // A returning user: a new user would get a random id.
        var cookie = ("Cookie", StorefrontClient.Cookie());
        var together = await deployments.Web(isApart: false).SendRequestAsync(new HttpMethod(method), path, body, cookie);
        var apart = await deployments.Web(isApart: true).SendRequestAsync(new HttpMethod(method), path, body, cookie);

        apart.Status.Should().Be(together.Status);
        apart.Body.Should().Be(together.Body);
        Headers(apart).Should().BeEquivalentTo(Headers(together));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_without_a_length_is_limited_too(bool isApart)
    {
        using var body = new StreamContent(new MemoryStream(new byte[200_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cart") { Content = body };
        request.Headers.TransferEncodingChunked = true;

        var response = await deployments.Web(isApart).SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("The body is longer than 64 KiB.");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData(false, "/")]
    [InlineData(true, "/")]
    [InlineData(false, "/api/currency")]
    [InlineData(true, "/api/currency")]
    [InlineData(true, "/api/products/NOSUCHTHNG")]
    [InlineData(false, "/images/products/RedFlashlight.jpg")]
    public async Task Every_response_has_security_headers(bool isApart, string path)
    {
        var response = await deployments.Web(isApart).FetchAsync(path);

        response.Header("X-Content-Type-Options").Should().Be("nosniff");
        response.Header("Referrer-Policy").Should().Be("strict-origin-when-cross-origin");
        response.Header("Permissions-Policy").Should().StartWith("camera=()");
        response.Header("Content-Security-Policy").Should().Be(path == "/"
            ? "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            : "frame-ancestors 'self'");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_valid_request_id_is_kept_and_an_invalid_one_is_replaced(bool isApart)
    {
        (await IdAsync("order-7_of.Ana")).Should().Be("order-7_of.Ana");
        Guid.TryParse(await IdAsync(null), out _).Should().BeTrue();
        Guid.TryParse(await IdAsync("<script>"), out _).Should().BeTrue();
        Guid.TryParse(await IdAsync(new string('x', 65)), out _).Should().BeTrue();

        async Task<string?> IdAsync(string? given) =>
            (await deployments.Web(isApart).FetchAsync("/api/currency", given is null ? [] : [("X-Request-Id", given)])).Header("X-Request-Id");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cross_site_change_is_rejected(bool isApart)
    {
        var web = deployments.Web(isApart);
        var shopper = Guid.NewGuid().ToString();
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, "/api/cart"), (HttpMethod.Delete, "/api/cart"), (HttpMethod.Post, "/api/checkout"), (HttpMethod.Put, "/")])
        {
            var response = await web.SendRequestAsync(method, path, EdgeShop.AddItemBody(shopper), ("Sec-Fetch-Site", "cross-site"));
            response.Status.Should().Be(HttpStatusCode.Forbidden);
            response.ContentType.Should().Be("application/problem+json");
        }

        (await web.FetchAsync($"/api/cart?sessionId={shopper}", ("Sec-Fetch-Site", "cross-site"))).Body.Should().EndWith("\"items\":[]}");
        (await web.PostBodyAsync("/api/cart", EdgeShop.AddItemBody(shopper), ("Sec-Fetch-Site", "same-origin"))).Status.Should().Be(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Headers(TestResponse response) =>
        response.Response.Headers.Concat(response.Response.Content.Headers)
            .Where(header => !VaryingHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value));
}
