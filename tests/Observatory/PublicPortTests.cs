using System.Net;
using System.Net.Http.Headers;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The public port serves only the pages of the Observatory, and only to operators.</summary>
public sealed class PublicPortTests
{
    private static readonly (string, string) AtTheDoor = ("Modules:Observatory:AtTheDoor", "true");
    private static readonly (string, string) Token = ("Modules:Flags:Token", "stars");

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development", null, null, null, HttpStatusCode.OK)]
    [InlineData("Development", "127.0.0.1", null, null, HttpStatusCode.OK)]
    [InlineData("Development", "203.0.113.7", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", null, "rebound.example", null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", "203.0.113.7", null, "stars", HttpStatusCode.OK)]
    [InlineData("Production", null, null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Production", null, null, "moons", HttpStatusCode.Unauthorized)]
    [InlineData("Production", null, null, "stars", HttpStatusCode.OK)]
    public async Task Pages_are_served_to_the_local_machine_in_development_and_to_requests_with_the_token(string environment, string? forwardedFor, string? host, string? token, HttpStatusCode expected)
    {
        await using var shop = await StartAsync(environment, AtTheDoor, Token);
        foreach (var page in (string[])["/observatory/", "/observatory/map", "/observatory/metrics", "/observatory/logs", "/observatory/observatory.css", "/OBSERVATORY/"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page, UriKind.Relative));
            request.Headers.Host = host;
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            if (forwardedFor is not null)
            {
                request.Headers.Add("X-Forwarded-For", forwardedFor);
            }

            using var response = await shop.Web.SendAsync(request, TestCancellation);

            response.StatusCode.Should().Be(expected, page);
        }
    }

    [Theory]
    [InlineData("Development", "true", HttpStatusCode.OK), InlineData("Development", null, HttpStatusCode.OK), InlineData("Development", "false", HttpStatusCode.NotFound)]
    [InlineData("Production", null, HttpStatusCode.NotFound)]
    public async Task Pages_are_served_in_development_unless_the_setting_disables_them(string environment, string? atTheDoor, HttpStatusCode expected)
    {
        await using var shop = await StartAsync(environment, [.. atTheDoor is null ? [] : ((string, string)[])[("Modules:Observatory:AtTheDoor", atTheDoor)]]);

        (await shop.Web.GetAsync("/observatory/", TestCancellation)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task The_public_port_serves_neither_reports_nor_the_Jaeger_API()
    {
        await using var shop = await StartAsync("Development", AtTheDoor, Token);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            (await ReportAsync(shop.Web, $"/v1/{signal}")).Should().Be(HttpStatusCode.NotFound);
            (await ReportAsync(shop.Web, $"/observatory/v1/{signal}")).Should().Be(HttpStatusCode.NotFound);
            (await ReportAsync(shop.Management, $"/v1/{signal}")).Should().Be(HttpStatusCode.OK);
        }

        foreach (var question in (string[])["/jaeger/ui/api/services", "/jaeger/ui/api/traces?service=checkout", "/Jaeger/ui/api/services", "/observatory/jaeger/ui/api/services", "/observatory/../jaeger/ui/api/services"])
        {
            (await shop.Web.GetAsync(question, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound, question);
        }

        (await shop.Management.GetAsync("/jaeger/ui/api/services", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await shop.Management.GetAsync("/observatory/", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static Task<ShopUnderTest> StartAsync(string environment, params (string, string)[] settings) =>
        ShopUnderTest.StartAsync([new FrontModule(), new ObservatoryModule()], settings, configure: services =>
            services.Select(one => one.ImplementationInstance).OfType<IHostEnvironment>().ToList().ForEach(one => one.EnvironmentName = environment));

    private static async Task<HttpStatusCode> ReportAsync(HttpClient client, string path)
    {
        using var body = new ByteArrayContent(new ExportTraceServiceRequest().ToByteArray());
        body.Headers.ContentType = new("application/x-protobuf");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body, TestCancellation);
        return response.StatusCode;
    }

    /// <summary>Serves the public port instead of the edge, without endpoints.</summary>
    private sealed class FrontModule : IModule
    {
        public ModuleDescriptor Descriptor { get; } = new("Front", "front") { IsPublic = true, ServesHttp = true };

        public void Add(ModuleBuilder module) => module.UseHttpStep(_ => { });
    }
}
