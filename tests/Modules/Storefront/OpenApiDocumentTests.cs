using System.Net;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The OpenAPI document, which is generated from the endpoints, and the page that shows it.</summary>
public sealed partial class OpenApiDocumentTests(OpenApiDocumentTests.DevelopmentFixture development) : IClassFixture<OpenApiDocumentTests.DevelopmentFixture>
{
    private const string Update = "UPDATE_DOCS";
    private const string DocumentPath = "/api/docs/openapi.json";
    private static readonly string File = SourceTree.PathTo("docs/openapi.json");

    private readonly HttpClient web = development.Shop.Web;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_in_docs_is_current()
    {
        var made = await web.GetStringAsync(new Uri(DocumentPath, UriKind.Relative), TestCancellation) + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, made, TestCancellation);
        }

        made.Should().Be(await System.IO.File.ReadAllTextAsync(File, TestCancellation), $"{Update}=1 dotnet test --project tests/Modules --filter-class '*OpenApiDocumentTests' updates it");
    }

    [Fact]
    public async Task The_page_runs_only_scripts_of_this_origin_and_of_its_nonce()
    {
        using var moved = await web.GetAsync(new Uri("/api/docs", UriKind.Relative), TestCancellation);
        using var response = await web.GetAsync(new Uri("/api/docs/", UriKind.Relative), TestCancellation);
        var page = await response.Content.ReadAsStringAsync(TestCancellation);

        moved.StatusCode.Should().Be(HttpStatusCode.Redirect);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(policy).Groups[1].Value;
        policy.Should().Contain("default-src 'none'").And.Contain($"script-src 'self' 'nonce-{nonce}';").And.NotContain("http");
        Script().Matches(page).Should().HaveCount(3).And.OnlyContain(script => script.Groups[1].Value.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal));
        page.Should().NotContain("://");
    }

    [Fact]
    public async Task Two_pages_have_different_nonces()
    {
        using var first = await web.GetAsync(new Uri("/api/docs/", UriKind.Relative), TestCancellation);
        using var second = await web.GetAsync(new Uri("/api/docs/", UriKind.Relative), TestCancellation);

        first.Headers.GetValues("Content-Security-Policy").Single().Should().NotBe(second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/api/docs/scalar.js", "text/javascript")]
    [InlineData("/api/docs/scalar.aspnetcore.js", "text/javascript")]
    [InlineData("/api/docs/favicon.svg", "image/svg+xml")]
    [InlineData(DocumentPath, "application/json")]
    public async Task The_resources_of_the_page_are_served_by_the_shop(string path, string type)
    {
        using var response = await web.GetAsync(new Uri(path, UriKind.Relative), TestCancellation);
        using var head = await web.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestCancellation);

        (response.StatusCode, response.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, type));
        head.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script([^>]*)>")]
    private static partial Regex Script();

    /// <summary>A storefront in the Development environment.</summary>
    public sealed class DevelopmentFixture : IAsyncLifetime
    {
        public ShopUnderTest Shop { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(), environment: Environments.Development);

        public ValueTask DisposeAsync() => Shop?.DisposeAsync() ?? default;
    }
}
