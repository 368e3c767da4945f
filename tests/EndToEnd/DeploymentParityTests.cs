using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>
/// Every route of the public API and every kind of rejected request: the shop in one process and the shop in many processes respond with
/// the same status, the same headers and the same body, so that clients see no difference.
/// </summary>
public sealed partial class DeploymentParityTests(SingleProcessShopFixture one, SplitShopFixture many)
{
    private const string Address = """{"streetAddress":"","city":"","state":"","country":"","zipCode":""}""";
    private const string Flashlight = """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":2}}""";
    private const string Flashlights = """[{"productId":"LS4PSXUNUM","quantity":29}]""";

    // Depends on the time of the response.
    private static readonly string[] VaryingHeaders = ["Date"];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/images/products/RedFlashlight.jpg", 200)]
    [InlineData("/images/Banner.png", 200)]
    [InlineData("/images/products/none.jpg", 404)]
    [InlineData("/api/products", 200)]
    [InlineData("/api/products?currencyCode=JPY", 200)]
    [InlineData("/api/products?currencyCode=XYZ", 400)]
    [InlineData("/api/products/LS4PSXUNUM", 200)]
    [InlineData("/api/products/LS4PSXUNUM?currencyCode=EUR", 200)]
    [InlineData("/api/products/LS4PSXUNUM?currencyCode=nonsense", 400)]
    [InlineData("/api/products/NOSUCHTHING", 404)]
    [InlineData("/api/cart", 200)]
    [InlineData("/api/cart?sessionId={user}&currencyCode=EUR", 200)]
    [InlineData("/api/cart?sessionId=telescope", 400)]
    [InlineData("/api/currency", 200)]
    [InlineData("/api/data?contextKeys=telescopes&contextKeys=travel", 200)]
    [InlineData("/api/data/?contextKeys=accessories,binoculars", 200)]
    [InlineData("/api/recommendations?currencyCode=XYZ", 400)]
    [InlineData($"/api/shipping?itemList={Flashlights}&address={Address}", 200)]
    [InlineData($"/api/shipping?itemList={Flashlights}&address={Address}&currencyCode=CHF", 200)]
    [InlineData($"/api/shipping?itemList={Flashlights}", 400)]
    [InlineData($"/api/shipping?itemList=telescopes&address={Address}", 400)]
    [InlineData("/api/orders/5b0b9dd2-6f39-4e3b-8d1c-0d5b3f0c7a11", 404)]
    [InlineData("/api/telescopes", 404)]
    [InlineData("/telescopes", 404)]
    public Task Read_requests_are_answered_the_same_in_both_deployments(string path, int status) => AnswersAreEqualAsync(new TestRequest(HttpMethod.Get, path), status);

    [Theory]
    [InlineData("POST", "/api/products")]
    [InlineData("DELETE", "/api/products/LS4PSXUNUM")]
    [InlineData("PUT", "/api/cart")]
    [InlineData("GET", "/api/checkout")]
    [InlineData("POST", "/api/currency")]
    [InlineData("POST", "/api/data")]
    [InlineData("POST", "/api/recommendations")]
    [InlineData("DELETE", "/api/shipping")]
    [InlineData("DELETE", "/api/orders/1")]
    public Task Unsupported_requests_are_answered_the_same_in_both_deployments(string method, string path) => AnswersAreEqualAsync(new TestRequest(new HttpMethod(method), path), 405);

    [Theory]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":2}}""", 200)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":"3"}}""", 200)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":100}}""", 400)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":0}}""", 400)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":1.5}}""", 400)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":2147483648}}""", 400)]
    [InlineData("POST", """{"userId":"{user}","item":{"productId":"NOSUCHTHING","quantity":1}}""", 400)]
    [InlineData("POST", """{"userId":"{user}","item":{"quantity":1}}""", 400)]
    [InlineData("POST", """{"userId":"{user}"}""", 400)]
    [InlineData("POST", """{"userId":"telescope","item":{"productId":"LS4PSXUNUM","quantity":1}}""", 400)]
    [InlineData("POST", """{"item":{"productId":"LS4PSXUNUM","quantity":1}}""", 400)]
    [InlineData("POST", """{"userId":""", 400)]
    [InlineData("POST", "", 400)]
    [InlineData("DELETE", """{"userId":"{user}"}""", 204)]
    [InlineData("DELETE", "{}", 400)]
    public Task Cart_changes_are_answered_the_same_in_both_deployments(string method, string body, int status) =>
        AnswersAreEqualAsync(new TestRequest(new HttpMethod(method), "/api/cart") { Body = body }, status);

    [Fact]
    public Task A_body_that_is_too_long_is_answered_the_same_in_both_deployments() =>
        AnswersAreEqualAsync(new TestRequest(HttpMethod.Post, "/api/cart") { Body = "{}" + new string(' ', 64 * 1024) }, 413);

    [Fact]
    public Task A_cross_site_change_is_answered_the_same_in_both_deployments() =>
        AnswersAreEqualAsync(new TestRequest(HttpMethod.Post, "/api/cart") { Body = "{}", Header = ("Sec-Fetch-Site", "cross-site") }, 403);

    [Theory]
    [InlineData(true, "", "", 200)]
    [InlineData(false, "", "", 409)]
    [InlineData(true, "4432-8015-6152-0454", "4432-8015-6152-0455", 402)]
    [InlineData(true, "4432-8015-6152-0454", "378282246310005", 402)]
    [InlineData(true, "4432-8015-6152-0454", "6011111111111117", 402)]
    [InlineData(true, "2039", "2019", 402)]
    [InlineData(true, "\"creditCardExpirationMonth\":1", "\"creditCardExpirationMonth\":13", 402)]
    [InlineData(true, "\"creditCardCvv\":672", "\"creditCardCvv\":\"67x\"", 400)]
    [InlineData(true, "\"userCurrency\":\"EUR\"", "\"userCurrency\":\"XYZ\"", 400)]
    [InlineData(true, "\"email\":\"someone@example.com\",", "", 400)]
    [InlineData(true, "\"userId\":\"{user}\",", "", 400)]
    [InlineData(true, "}}", "}", 400)]
    public async Task Order_requests_are_answered_the_same_in_both_deployments(bool filled, string instead, string of, int status)
    {
        var body = instead.Length == 0 ? Order : Order.Replace(instead, of, StringComparison.Ordinal);
        await AnswersAreEqualAsync(new TestRequest(HttpMethod.Post, "/api/checkout?currencyCode=EUR") { Body = body, FillsCart = filled }, status);
    }

    [Fact]
    public async Task A_key_of_another_order_is_answered_the_same_in_both_deployments()
    {
        var key = Guid.NewGuid().ToString();
        var first = new TestRequest(HttpMethod.Post, "/api/checkout") { Body = Order, FillsCart = true, Header = ("Idempotency-Key", key) };
        await AnswersAreEqualAsync(first, 200);

        await AnswersAreEqualAsync(first with { Body = Order.Replace("EUR", "USD", StringComparison.Ordinal) }, 422);
    }

    [Fact]
    public Task An_invalid_key_is_answered_the_same_in_both_deployments() => AnswersAreEqualAsync(
        new TestRequest(HttpMethod.Post, "/api/checkout") { Body = Order, Header = ("Idempotency-Key", new string('k', 201)) }, 400);

    private const string Order =
        """{"userId":"{user}","email":"someone@example.com","userCurrency":"EUR","address":{"streetAddress":"1 Main Street","city":"Springfield","state":"","country":"United States","zipCode":"94043"},"creditCard":{"creditCardNumber":"4432-8015-6152-0454","creditCardCvv":672,"creditCardExpirationYear":2039,"creditCardExpirationMonth":1}}""";

    private async Task AnswersAreEqualAsync(TestRequest question, int status)
    {
        var inOne = await AskAsync(one, question);
        var inMany = await AskAsync(many, question);

        ((int)inOne.Status).Should().Be(status, inOne.Body);
        inMany.Should().BeEquivalentTo(inOne);
    }

    private static async Task<TestResponse> AskAsync(ShopFixture shop, TestRequest question)
    {
        var user = Guid.NewGuid().ToString();
        if (question.FillsCart)
        {
            using var filled = await shop.Web.PostAsync(
                new Uri("/api/cart", UriKind.Relative), Json(Flashlight.Replace("{user}", user, StringComparison.Ordinal)), TestCancellation);
            filled.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        using var request = new HttpRequestMessage(question.Method, question.Path.Replace("{user}", user, StringComparison.Ordinal));
        request.Content = question.Body is { } body ? Json(body.Replace("{user}", user, StringComparison.Ordinal)) : null;
        if (question.Header is { } header)
        {
            request.Headers.Add(header.Name, header.Value);
        }

        using var response = await shop.Web.SendAsync(request, TestCancellation);
        return new TestResponse(
            response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).Where(header => !VaryingHeaders.Contains(header.Key))
                .Select(header => $"{header.Key}: {GeneratedValue().Replace(string.Join(", ", header.Value), "(made)")}").Order(StringComparer.Ordinal)],
            GeneratedValue().Replace(await response.Content.ReadAsStringAsync(TestCancellation), "(made)"));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    // Values that each shop generates: ids, and traceparent values.
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")]
    private static partial Regex GeneratedValue();

    /// <summary>A request; <c>{user}</c> in it stands for a new user id.</summary>
    private sealed record TestRequest(HttpMethod Method, string Path)
    {
        public string? Body { get; init; }

        public (string Name, string Value)? Header { get; init; }

        public bool FillsCart { get; init; }
    }

    private sealed record TestResponse(HttpStatusCode Status, IReadOnlyList<string> Headers, string Body);
}
