using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class WhatIsBelievedOfARequest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_the_baggage_only_what_serves_telemetry_comes_in(bool isApart)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()]);

        var lines = await Lines(street, "header=baggage", ("baggage", "session.id=s1,is.admin=true,synthetic_request=true,enduser.id=u1,price=0"));

        lines.Should().Contain("in hand=enduser.id=u1,session.id=s1,synthetic_request=true");
        var header = lines.Single(line => line.StartsWith("baggage=", StringComparison.Ordinal))["baggage=".Length..];
        header.Split(',').Should().BeEquivalentTo("session.id=s1", "synthetic_request=true", "enduser.id=u1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Baggage_of_which_nothing_may_come_in_is_gone(bool isApart)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()]);

        (await Lines(street, "header=baggage", ("baggage", "is.admin=true"))).Should().Contain(["baggage=", "in hand="]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_can_say_that_a_request_came_from_elsewhere_or_make_it_fail(bool isApart)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()]);

        var lines = await Lines(
            street,
            "header=X-Forwarded-For&header=X-Forwarded-Proto&header=X-Forwarded-Host&header=Forwarded&header=x-envoy-fault-delay-request&header=Accept",
            ("X-Forwarded-For", "10.0.0.1"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil.example"),
            ("Forwarded", "for=10.0.0.1"),
            ("x-envoy-fault-delay-request", "5000"),
            ("Accept", "text/plain"));

        lines.Should().Contain(
            ["X-Forwarded-For=127.0.0.1", "X-Forwarded-Proto=http", "X-Forwarded-Host=", "Forwarded=", "x-envoy-fault-delay-request=", "Accept=text/plain"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_storefront_sees_the_request_id_that_the_client_sees(bool isApart)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()]);

        var answer = await street.Web.Get("/?header=X-Request-Id");

        answer.Body.Should().Contain($"X-Request-Id={answer.Header("X-Request-Id")}\n");
    }

    [Theory]
    [InlineData(false, "/imagesque")]
    [InlineData(true, "/imagesque")]
    [InlineData(false, "/IMAGES/Banner.png")]
    [InlineData(true, "/a%2Fb/c+d")]
    [InlineData(false, "/a%2Fb/c+d")]
    public async Task A_path_of_no_other_module_reaches_the_storefront_as_it_is(bool isApart, string path)
    {
        await using var street = await Street.Open(isApart, [new HeaderMirror()]);

        (await street.Web.Get(path)).Body.Should().Contain($"path={path}");
    }

    private static async Task<string[]> Lines(Street street, string query, params (string Name, string Value)[] headers) =>
        (await street.Web.Get($"/?{query}", headers)).Body.Split('\n');
}
