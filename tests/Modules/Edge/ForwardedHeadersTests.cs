using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A proxy in front of the shop terminates TLS. Its forwarded headers are used only if it is listed as trusted.</summary>
public sealed class ForwardedHeadersTests
{
    private const string Setting = "Modules:Edge:TrustedProxies";
    private const string RequestedHost = "/?header=X-Forwarded-For&header=X-Forwarded-Proto&header=X-Original-For&header=X-Original-Proto&header=X-Forwarded-Host";

    private static readonly (string Name, string Value)[] ForwardedHeaders =
        [("X-Forwarded-For", "10.66.6.6, 203.0.113.7"), ("X-Forwarded-Proto", "http, https"), ("X-Forwarded-Host", "evil.example")];

    [Theory]
    [InlineData(false, "127.0.0.1")]
    [InlineData(true, "127.0.0.1")]
    [InlineData(false, "10.1.0.0/16, 127.0.0.0/8, ::1")]
    public async Task A_trusted_proxy_sets_client_address_and_scheme_only(bool isApart, string named)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()], [(Setting, named)]);

        var lines = (await shop.Web.FetchAsync(RequestedHost, ForwardedHeaders)).Body.Split('\n');

        lines.Should().Contain(["X-Forwarded-For=203.0.113.7", "X-Forwarded-Proto=https", "X-Original-For=", "X-Original-Proto=", "X-Forwarded-Host="]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.1.0.0/16")]
    public async Task Headers_of_an_untrusted_proxy_are_ignored(string named)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart: false, [new HeaderEchoModule()], [(Setting, named)]);

        (await shop.Web.FetchAsync(RequestedHost, ForwardedHeaders)).Body.Split('\n').Should().Contain(["X-Forwarded-For=127.0.0.1", "X-Forwarded-Proto=http"]);
    }

    [Fact]
    public async Task An_IPv4_client_has_an_IPv4_address_on_a_dual_stack_port()
    {
        await using var shop = await EdgeShop.OpenAsync(isApart: false, [new HeaderEchoModule()], [("Shop:Ports:Web", "*:0")]);
        using var client = new HttpClient();

        (await client.GetStringAsync($"http://127.0.0.1:{shop.Web.BaseAddress!.Port}{RequestedHost}", TestContext.Current.CancellationToken)).Should().Contain("X-Forwarded-For=127.0.0.1\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cookies_of_a_request_over_TLS_are_secure(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, (Setting, "127.0.0.1"));

        (await shop.Web.FetchAsync("/", ("X-Forwarded-Proto", "https"))).Header("Set-Cookie").Should().StartWith("__Host-shop=").And.Contain("; secure;");
        (await shop.Web.FetchAsync("/")).Header("Set-Cookie").Should().StartWith("shop=").And.NotContain("secure");
    }

    [Fact]
    public async Task An_invalid_proxy_address_is_rejected_at_startup()
    {
        var opening = () => EdgeShop.OpenAsync(isApart: false, [new HeaderEchoModule()], [(Setting, "10.1.0.0/16, ingress")]);

        (await opening.Should().ThrowAsync<SettingException>()).WithMessage("Modules:Edge: *TrustedProxies*'10.1.0.0/16, ingress'*use a value like 10.1.0.0/16, 10.2.3.4*");
    }
}
