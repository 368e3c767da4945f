using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Something before the door ends TLS. Only when it is named is its word taken for who came, and how.</summary>
public sealed class BehindAnIngress
{
    private const string Setting = "Modules:Edge:TrustedProxies";
    private const string Asked = "/?header=X-Forwarded-For&header=X-Forwarded-Proto&header=X-Original-For&header=X-Original-Proto&header=X-Forwarded-Host";

    private static readonly (string Name, string Value)[] Said =
        [("X-Forwarded-For", "10.66.6.6, 203.0.113.7"), ("X-Forwarded-Proto", "http, https"), ("X-Forwarded-Host", "evil.example")];

    [Theory]
    [InlineData(false, "127.0.0.1")]
    [InlineData(true, "127.0.0.1")]
    [InlineData(false, "10.1.0.0/16, 127.0.0.0/8, ::1")]
    public async Task A_named_one_is_believed_whom_it_let_in_and_how_and_nothing_else(bool isApart, string named)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()], [(Setting, named)]);

        var lines = (await street.Web.Get(Asked, Said)).Body.Split('\n');

        lines.Should().Contain(["X-Forwarded-For=203.0.113.7", "X-Forwarded-Proto=https", "X-Original-For=", "X-Original-Proto=", "X-Forwarded-Host="]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.1.0.0/16")]
    public async Task One_that_is_not_named_is_believed_nothing(string named)
    {
        await using var street = await Street.Open(isApart: false, [new HeaderMirror()], [(Setting, named)]);

        (await street.Web.Get(Asked, Said)).Body.Split('\n').Should().Contain(["X-Forwarded-For=127.0.0.1", "X-Forwarded-Proto=http"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cookies_of_a_visit_that_came_over_tls_are_for_tls_alone(bool isApart)
    {
        await using var street = await Street.Open(isApart, (Setting, "127.0.0.1"));

        (await street.Web.Get("/", ("X-Forwarded-Proto", "https"))).Header("Set-Cookie").Should().StartWith("__Host-shop=").And.Contain("; secure;");
        (await street.Web.Get("/")).Header("Set-Cookie").Should().StartWith("shop=").And.NotContain("secure");
    }

    [Fact]
    public async Task What_is_neither_an_address_nor_a_network_is_refused_at_the_start()
    {
        var opening = () => Street.Open(isApart: false, [new HeaderMirror()], [(Setting, "10.1.0.0/16, ingress")]);

        (await opening.Should().ThrowAsync<SettingException>()).WithMessage("Modules:Edge: *TrustedProxies*'10.1.0.0/16, ingress'*use a value like 10.1.0.0/16, 10.2.3.4*");
    }
}
