using System.Net;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Cross-site writes are rejected at the edge, also over plain HTTP, where browsers send no Sec-Fetch-Site header.</summary>
public sealed class CrossSiteWriteTests(BothDeploymentsFixture deployments) : IClassFixture<BothDeploymentsFixture>
{
    private static readonly (string Method, string Path)[] Writes =
    [
        ("POST", "/session"), ("POST", "/cart/items"), ("POST", "/cart/checkout"), ("POST", "/api/cart"), ("DELETE", "/api/cart"), ("POST", "/api/checkout"),
        ("POST", "/feature/choose"), ("POST", "/feature/api/write"), ("POST", "/flagservice/flagd.evaluation.v1.Service/ResolveAll"), ("POST", "/otlp-http/v1/traces"),
        ("PURGE", "/"),
    ];

    public static TheoryData<bool, string, string> Foreign => new()
    {
        { false, "Origin", "http://elsewhere.example" },
        { true, "Origin", "http://elsewhere.example" },
        { false, "Origin", "http://127.0.0.1:9" },
        { false, "Origin", "null" },
        { false, "Sec-Fetch-Site", "cross-site" },
        { false, "Sec-Fetch-Site", "same-site" },
        { true, "Sec-Fetch-Site", "same-site" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_write_of_another_site_is_rejected_on_every_path(bool isApart, string header, string value)
    {
        foreach (var (method, path) in Writes)
        {
            var response = await deployments.Web(isApart).SendRequestAsync(new HttpMethod(method), path, "{}", (header, value));

            response.Status.Should().Be(HttpStatusCode.Forbidden, path);
            response.Detail.Should().Be("Cross-site request rejected.");
            response.Header("Set-Cookie").Should().BeNull();
        }
    }

    [Fact]
    public async Task A_write_of_another_site_is_rejected_on_the_management_port_and_by_a_module_without_the_edge()
    {
        foreach (var (web, path) in new[] { (deployments.SingleProcess.Management, "/api/outbox/replay"), (deployments.Split.Management, "/dead-letters/replay"), (deployments.Split.Storefront!, "/session") })
        {
            (await web.SendRequestAsync(HttpMethod.Post, path, "{}", ("Origin", "http://elsewhere.example"))).Status.Should().Be(HttpStatusCode.Forbidden, path);
            (await web.SendRequestAsync(HttpMethod.Post, path, "{}")).Status.Should().NotBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_of_a_page_of_the_shop_is_accepted(bool isApart)
    {
        var web = deployments.Web(isApart);
        foreach (var header in ((string, string)[])[("Origin", $"http://{web.BaseAddress!.Authority}"), ("Origin", $"https://{web.BaseAddress.Authority}"), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none")])
        {
            (await web.PostBodyAsync("/api/cart", EdgeShop.AddItemBody(Guid.NewGuid().ToString()), header)).Status.Should().Be(HttpStatusCode.OK);
            (await web.SendRequestAsync(HttpMethod.Post, "/feature/choose", "{}", header)).Status.Should().NotBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_site_can_link_to_the_shop(bool isApart)
    {
        var web = deployments.Web(isApart);

        (await web.FetchAsync("/", ("Origin", "http://elsewhere.example"), ("Sec-Fetch-Site", "cross-site"))).Status.Should().Be(HttpStatusCode.OK);
    }
}
