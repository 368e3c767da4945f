using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class FlagAuthorizationTests
{
    private static readonly (string, string)[] WithToken = [("Modules:Flags:Token", "stars")];

    // All endpoints that change flags or the scheduler.
    private static readonly string[] Writes =
        ["/feature/choose", "/feature/advanced", "/feature/scheduler/start", "/feature/scheduler/stop", "/feature/api/write", "/feature/api/write-to-file"];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_token_pages_and_changes_are_rejected()
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "moons");
        foreach (var page in (string[])["/feature/", "/feature/advanced", "/feature/scheduler", "/feature/api/read", "/feature/live"])
        {
            (await StatusAsync(shop, HttpMethod.Get, page)).Should().Be(HttpStatusCode.Unauthorized, page);
        }

        foreach (var write in Writes)
        {
            (await StatusAsync(shop, HttpMethod.Post, write)).Should().Be(HttpStatusCode.Unauthorized, write);
        }
    }

    [Fact]
    public async Task A_browser_sends_the_token_as_a_basic_authentication_password()
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        using (var refused = await shop.Web.GetAsync(new Uri("/feature/", UriKind.Relative), TestCancellation))
        {
            refused.Headers.WwwAuthenticate.ToString().Should().Contain("Basic");
        }

        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:stars")));
        (await StatusAsync(shop, HttpMethod.Get, "/feature/")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("bearer", "stars")]
    [InlineData("BEARER", "stars")]
    [InlineData("basic", "YW55Ym9keTpzdGFycw==")]
    public async Task The_authentication_scheme_is_accepted_in_any_case(string scheme, string parameter)
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, parameter);

        (await StatusAsync(shop, HttpMethod.Get, "/feature/")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_is_not_a_form_is_rejected()
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
        foreach (var path in (string[])["/feature/choose", "/feature/advanced", "/feature/scheduler/start"])
        {
            (await StatusAsync(shop, HttpMethod.Post, path)).Should().Be(HttpStatusCode.UnsupportedMediaType, path);
            using var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=\"flag\"\r\n\r\n1");
            broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var response = await shop.Web.PostAsync(new Uri(path, UriKind.Relative), broken, TestCancellation);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task A_HEAD_request_for_the_event_stream_completes()
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");

        (await StatusAsync(shop, HttpMethod.Head, "/feature/live")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://elsewhere.example")]
    public async Task A_cross_site_request_is_rejected(string header, string value)
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], WithToken);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
        shop.Web.DefaultRequestHeaders.Add(header, value);

        foreach (var write in Writes)
        {
            (await StatusAsync(shop, HttpMethod.Post, write)).Should().Be(HttpStatusCode.Forbidden, write);
        }
    }

    [Theory]
    [InlineData("Development", null, null, HttpStatusCode.OK)]
    [InlineData("Development", "203.0.113.7", null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, "rebound.example", HttpStatusCode.Unauthorized)]
    [InlineData("Production", null, null, HttpStatusCode.Unauthorized)]
    public async Task Without_a_token_only_local_requests_in_development_are_allowed(string environment, string? forwardedFor, string? host, HttpStatusCode expected)
    {
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], configure: services => UseEnvironment(environment, services));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/feature/", UriKind.Relative));
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        request.Headers.Host = host;

        using var response = await shop.Web.SendAsync(request, TestCancellation);

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task A_generated_token_is_printed_on_the_console_and_not_logged()
    {
        var logs = new RecordingLoggerProvider();
        await using var shop = await ShopUnderTest.StartAsync([new FlagsModule()], configure: logs.AddTo);
        var token = shop.StartupBanner.Split('\n').Single(line => line.Contains("/feature requires this token: ")).Split(": ")[1].Trim();

        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await StatusAsync(shop, HttpMethod.Get, "/feature/")).Should().Be(HttpStatusCode.OK);
        logs.Lines.Should().NotContain(line => line.Contains(token));
    }

    private static void UseEnvironment(string environment, IServiceCollection services) =>
        ((IHostEnvironment)services.Single(one => one.ServiceType == typeof(IHostEnvironment)).ImplementationInstance!).EnvironmentName = environment;

    private static async Task<HttpStatusCode> StatusAsync(ShopUnderTest shop, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = method == HttpMethod.Post ? JsonContent.Create(new { }) : null;
        using var response = await shop.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestCancellation);
        return response.StatusCode;
    }
}
