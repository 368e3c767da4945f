using System.Net;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class ComingInByTheDoor(BothShapes shapes) : IClassFixture<BothShapes>
{
    // What differs between any two answers.
    private static readonly string[] OfTheMoment = ["Date", "X-Request-Id"];

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
        { "POST", "/api/cart", Street.ALine("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1") },
        { "POST", "/api/cart", "{" },
        { "POST", "/api/cart", new string(' ', (64 * 1024) + 1) },
        { "DELETE", "/api/cart", """{"userId":"6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1"}""" },
        { "POST", "/api/checkout", Storefront.Order.Body() },
        { "POST", "/api/checkout", Storefront.Order.Body("expired@example.com") },
        { "POST", "/api/checkout", Storefront.Order.Body("down@example.com") },
        { "POST", "/api/checkout", Storefront.Order.Body("broken@example.com") },
        { "GET", "/api/nothing", null },
        { "GET", "/images/products/RedFlashlight.jpg", null },
        { "GET", "/images/no-such-picture.jpg", null },
        { "GET", "/images", null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Nobody_can_tell_from_an_answer_whether_the_shop_is_in_one_piece(string method, string path, string? body)
    {
        // Somebody who has been here before: a new shopper gets an id, and no two are alike.
        var cookie = ("Cookie", Visitor.Cookie());
        var together = await shapes.Web(isApart: false).Ask(new HttpMethod(method), path, body, cookie);
        var apart = await shapes.Web(isApart: true).Ask(new HttpMethod(method), path, body, cookie);

        apart.Status.Should().Be(together.Status);
        apart.Body.Should().Be(together.Body);
        Headers(apart).Should().BeEquivalentTo(Headers(together));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_does_not_say_how_long_it_is_is_cut_off_all_the_same(bool isApart)
    {
        using var body = new StreamContent(new MemoryStream(new byte[200_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cart") { Content = body };
        request.Headers.TransferEncodingChunked = true;

        var answer = await shapes.Web(isApart).SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("The body is longer than 64 KiB.");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData(false, "/")]
    [InlineData(true, "/")]
    [InlineData(false, "/api/currency")]
    [InlineData(true, "/api/currency")]
    [InlineData(true, "/api/products/NOSUCHTHNG")]
    [InlineData(false, "/images/products/RedFlashlight.jpg")]
    public async Task Every_answer_has_its_security_headers(bool isApart, string path)
    {
        var answer = await shapes.Web(isApart).Get(path);

        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
        answer.Header("Referrer-Policy").Should().Be("strict-origin-when-cross-origin");
        answer.Header("Permissions-Policy").Should().StartWith("camera=()");
        answer.Header("Content-Security-Policy").Should().Be(path == "/"
            ? "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            : "frame-ancestors 'self'");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sane_request_id_is_kept_and_any_other_replaced(bool isApart)
    {
        (await Id("order-7_of.Ana")).Should().Be("order-7_of.Ana");
        Guid.TryParse(await Id(null), out _).Should().BeTrue();
        Guid.TryParse(await Id("<script>"), out _).Should().BeTrue();
        Guid.TryParse(await Id(new string('x', 65)), out _).Should().BeTrue();

        async Task<string?> Id(string? given) =>
            (await shapes.Web(isApart).Get("/api/currency", given is null ? [] : [("X-Request-Id", given)])).Header("X-Request-Id");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_site_may_change_nothing(bool isApart)
    {
        var web = shapes.Web(isApart);
        var shopper = Guid.NewGuid().ToString();
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, "/api/cart"), (HttpMethod.Delete, "/api/cart"), (HttpMethod.Post, "/api/checkout"), (HttpMethod.Put, "/")])
        {
            var answer = await web.Ask(method, path, Street.ALine(shopper), ("Sec-Fetch-Site", "cross-site"));
            answer.Status.Should().Be(HttpStatusCode.Forbidden);
            answer.ContentType.Should().Be("application/problem+json");
        }

        (await web.Get($"/api/cart?sessionId={shopper}", ("Sec-Fetch-Site", "cross-site"))).Body.Should().EndWith("\"items\":[]}");
        (await web.Post("/api/cart", Street.ALine(shopper), ("Sec-Fetch-Site", "same-origin"))).Status.Should().Be(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Headers(Answer answer) =>
        answer.Response.Headers.Concat(answer.Response.Content.Headers)
            .Where(header => !OfTheMoment.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value));
}
