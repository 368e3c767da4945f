using System.Reflection;
using System.Text;
using AstronomyShop.Modules.Edge.MobileApp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>The tests serve a small app, <c>Edge/MobileApp</c> in this assembly, instead of the built one.</summary>
public sealed class MobileAppEndpointTests
{
    private static readonly Assembly WithApp = typeof(MobileAppEndpointTests).Assembly;
    private static readonly Assembly WithoutApp = typeof(string).Assembly;

    [Theory]
    [InlineData("/mobile/")]
    [InlineData("/mobile/product/OLJCESPC7Z")]
    [InlineData("/mobile/no/such/place")]
    public async Task The_path_of_every_screen_returns_the_page_of_the_app(string path)
    {
        var (response, body) = await GetAsync(WithApp, path);

        response.StatusCode.Should().Be(200);
        response.ContentType.Should().Be("text/html; charset=utf-8");
        response.Headers.CacheControl.ToString().Should().Be("no-cache");
        body.Should().Contain("<title>App</title>");
    }

    [Fact]
    public async Task The_app_may_run_only_scripts_of_the_same_origin()
    {
        var (response, _) = await GetAsync(WithApp, "/mobile/");

        response.Headers.ContentSecurityPolicy.ToString().Should().Contain("default-src 'none'").And.Contain("script-src 'self';").And.Contain("frame-ancestors 'none'")
            .And.NotContain("unsafe");
    }

    [Theory]
    [InlineData("gzip, br", "packed\n", "gzip")]
    [InlineData("", "plain\n", "")]
    public async Task A_script_is_cacheable_for_a_year_and_compressed_if_the_client_accepts_gzip(string accepted, string content, string encoding)
    {
        var (response, body) = await GetAsync(WithApp, "/mobile/_expo/static/entry-1.js", accepted);

        body.Should().Be(content);
        response.ContentType.Should().Be("text/javascript; charset=utf-8");
        response.Headers.ContentEncoding.ToString().Should().Be(encoding);
        response.Headers.Vary.ToString().Should().Be("Accept-Encoding");
        response.Headers.CacheControl.ToString().Should().Be("public, max-age=31536000, immutable");
    }

    [Fact]
    public async Task The_path_without_a_trailing_slash_redirects_to_the_app()
    {
        var (response, _) = await GetAsync(WithApp, "/mobile");

        response.StatusCode.Should().Be(302);
        response.Headers.Location.ToString().Should().Be("/mobile/");
    }

    [Fact]
    public async Task A_missing_file_is_not_found() => (await GetAsync(WithApp, "/mobile/_expo/static/entry-0.js")).Response.StatusCode.Should().Be(404);

    [Fact]
    public async Task Only_GET_and_HEAD_are_allowed()
    {
        var (response, _) = await GetAsync(WithApp, "/mobile/", method: "POST");

        response.StatusCode.Should().Be(405);
        response.Headers.Allow.ToString().Should().Be("GET, HEAD");
    }

    [Fact]
    public async Task A_head_request_gets_no_body() => (await GetAsync(WithApp, "/mobile/", method: "HEAD")).Body.Should().BeEmpty();

    [Fact]
    public async Task Without_the_app_a_page_explains_how_to_build_it()
    {
        var (response, body) = await GetAsync(WithoutApp, "/mobile/");

        response.StatusCode.Should().Be(404);
        body.Should().Contain("npm run build --prefix src/MobileApp").And.Contain("npm ci --prefix src/MobileApp");
        response.Headers.ContentSecurityPolicy.ToString().Should().Contain("default-src 'none'").And.NotContain("unsafe");
    }

    private static async Task<(HttpResponse Response, string Body)> GetAsync(Assembly assembly, string path, string accepted = "", string method = "GET")
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.Headers.AcceptEncoding = accepted;

        await new MobileAppEndpoint(assembly).AnswerAsync(context);

        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
