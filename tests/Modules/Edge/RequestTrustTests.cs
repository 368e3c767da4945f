using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class RequestTrustTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_known_baggage_entries_are_accepted(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()]);

        var lines = await LinesAsync(shop, "header=baggage", ("baggage", "session.id=3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e,is.admin=true,synthetic_request=true,enduser.id=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1,price=0"));

        lines.Should().Contain("in hand=enduser.id=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1,session.id=3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e,synthetic_request=true");
        var header = lines.Single(line => line.StartsWith("baggage=", StringComparison.Ordinal))["baggage=".Length..];
        header.Split(',').Should().BeEquivalentTo("session.id=3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e", "synthetic_request=true", "enduser.id=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Baggage_without_known_entries_is_removed(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()]);

        (await LinesAsync(shop, "header=baggage", ("baggage", "is.admin=true"))).Should().Contain(["baggage=", "in hand="]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_can_neither_forge_its_origin_nor_inject_a_fault(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()]);

        var lines = await LinesAsync(
            shop,
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
    public async Task The_storefront_receives_the_request_id_of_the_response(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()]);

        var response = await shop.Web.FetchAsync("/?header=X-Request-Id");

        response.Body.Should().Contain($"X-Request-Id={response.Header("X-Request-Id")}\n");
    }

    [Theory]
    [InlineData(false, "/imagesque")]
    [InlineData(true, "/imagesque")]
    [InlineData(false, "/IMAGES/Banner.png")]
    [InlineData(true, "/a%2Fb/c+d")]
    [InlineData(false, "/a%2Fb/c+d")]
    public async Task A_path_of_the_storefront_is_forwarded_unchanged(bool isApart, string path)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, [new HeaderEchoModule()]);

        (await shop.Web.FetchAsync(path)).Body.Should().Contain($"path={path}");
    }

    private static async Task<string[]> LinesAsync(EdgeShop shop, string query, params (string Name, string Value)[] headers) =>
        (await shop.Web.FetchAsync($"/?{query}", headers)).Body.Split('\n');
}
