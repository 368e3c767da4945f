using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The process of a module is stopped: it takes calls and answers none.</summary>
public sealed class FrozenModuleTests
{
    // Without the limit of one second a page would wait as long as this.
    private const string Deadline = "--Shop:Calls:Deadline=00:10:00";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_that_need_no_products_are_shown_while_the_catalog_is_frozen()
    {
        using var data = new DataDirectory();
        await using var catalog = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Catalog", data.Argument]);
        await catalog.WaitUntilReadyAsync(TestCancellation);
        var others = string.Join(',', Host.Shop.Modules.Select(module => module.Descriptor.Name).Where(name => name != "Catalog"));
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop), [$"--Shop:Run={others}", $"--Modules:Catalog:Address={catalog.GrpcAddress}", Deadline, "--Modules:Edge:TimeLimit=00:10:00", data.Argument]);
        await shop.WaitUntilReadyAsync(TestCancellation);

        Signals.Send(catalog.Id, Signals.Stop);
        foreach (var path in (string[])["/cart", "/orders"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", "shop=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1.EUR" } } };
            using var page = await shop.Web.SendAsync(request, TestCancellation);
            page.StatusCode.Should().Be(HttpStatusCode.OK, path);
        }

        Signals.Send(catalog.Id, Signals.Continue);
        using var home = await shop.Web.GetAsync("/", TestCancellation);
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
