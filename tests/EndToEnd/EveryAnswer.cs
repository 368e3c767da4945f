using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>
/// Every route of the public API and every way in which it refuses: the shop in one process and the shop in many answer with the same
/// status, the same headers and the same body, so that no client can tell which one it talks to.
/// </summary>
public sealed partial class EveryAnswer(OneProcess one, ManyProcesses many)
{
    private const string Address = """{"streetAddress":"","city":"","state":"","country":"","zipCode":""}""";
    private const string Flashlight = """{"userId":"{user}","item":{"productId":"LS4PSXUNUM","quantity":2}}""";
    private const string Flashlights = """[{"productId":"LS4PSXUNUM","quantity":29}]""";

    // When it was, and how long it took.
    private static readonly string[] HeadersOfTheMoment = ["Date"];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

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
    public Task To_looking(string path, int status) => IsTheSame(new Question(HttpMethod.Get, path), status);

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
    public Task To_what_cannot_be_done(string method, string path) => IsTheSame(new Question(new HttpMethod(method), path), 405);

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
    public Task To_changing_a_cart(string method, string body, int status) =>
        IsTheSame(new Question(new HttpMethod(method), "/api/cart") { Body = body }, status);

    [Fact]
    public Task To_a_body_that_is_too_long() =>
        IsTheSame(new Question(HttpMethod.Post, "/api/cart") { Body = "{}" + new string(' ', 64 * 1024) }, 413);

    [Fact]
    public Task To_another_site_that_wants_to_change_something() =>
        IsTheSame(new Question(HttpMethod.Post, "/api/cart") { Body = "{}", Header = ("Sec-Fetch-Site", "cross-site") }, 403);

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
    public async Task To_placing_an_order(bool filled, string instead, string of, int status)
    {
        var body = instead.Length == 0 ? Order : Order.Replace(instead, of, StringComparison.Ordinal);
        await IsTheSame(new Question(HttpMethod.Post, "/api/checkout?currencyCode=EUR") { Body = body, FillsCart = filled }, status);
    }

    [Fact]
    public async Task To_a_key_that_was_used_for_another_order()
    {
        var key = Guid.NewGuid().ToString();
        var first = new Question(HttpMethod.Post, "/api/checkout") { Body = Order, FillsCart = true, Header = ("Idempotency-Key", key) };
        await IsTheSame(first, 200);

        await IsTheSame(first with { Body = Order.Replace("EUR", "USD", StringComparison.Ordinal) }, 422);
    }

    [Fact]
    public Task To_a_key_that_cannot_travel() => IsTheSame(
        new Question(HttpMethod.Post, "/api/checkout") { Body = Order, Header = ("Idempotency-Key", new string('k', 201)) }, 400);

    private const string Order =
        """{"userId":"{user}","email":"someone@example.com","userCurrency":"EUR","address":{"streetAddress":"1 Main Street","city":"Springfield","state":"","country":"United States","zipCode":"94043"},"creditCard":{"creditCardNumber":"4432-8015-6152-0454","creditCardCvv":672,"creditCardExpirationYear":2039,"creditCardExpirationMonth":1}}""";

    private async Task IsTheSame(Question question, int status)
    {
        var inOne = await Ask(one, question);
        var inMany = await Ask(many, question);

        ((int)inOne.Status).Should().Be(status, inOne.Body);
        inMany.Should().BeEquivalentTo(inOne);
    }

    private static async Task<Answer> Ask(OpenShop shop, Question question)
    {
        var user = Guid.NewGuid().ToString();
        if (question.FillsCart)
        {
            using var filled = await shop.Web.PostAsync(
                new Uri("/api/cart", UriKind.Relative), Json(Flashlight.Replace("{user}", user, StringComparison.Ordinal)), Test);
            filled.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        using var request = new HttpRequestMessage(question.Method, question.Path.Replace("{user}", user, StringComparison.Ordinal));
        request.Content = question.Body is { } body ? Json(body.Replace("{user}", user, StringComparison.Ordinal)) : null;
        if (question.Header is { } header)
        {
            request.Headers.Add(header.Name, header.Value);
        }

        using var response = await shop.Web.SendAsync(request, Test);
        return new Answer(
            response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).Where(header => !HeadersOfTheMoment.Contains(header.Key))
                .Select(header => $"{header.Key}: {Made().Replace(string.Join(", ", header.Value), "(made)")}").Order(StringComparer.Ordinal)],
            Made().Replace(await response.Content.ReadAsStringAsync(Test), "(made)"));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    // What each shop makes for itself: ids, and the trace in a problem's body.
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")]
    private static partial Regex Made();

    /// <summary>A request; <c>{user}</c> in it stands for somebody who was never here before.</summary>
    private sealed record Question(HttpMethod Method, string Path)
    {
        public string? Body { get; init; }

        public (string Name, string Value)? Header { get; init; }

        public bool FillsCart { get; init; }
    }

    private sealed record Answer(HttpStatusCode Status, IReadOnlyList<string> Headers, string Body);
}
