using System.Text.Json.Nodes;
using AstronomyShop.Tests.Providers;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(ShopWithComets))]

namespace AstronomyShop.Tests.Providers;

/// <summary>The whole shop with flags about comets: one of every type, two with rules.</summary>
public sealed class ShopWithComets : IAsyncLifetime
{
    private readonly string file = Path.GetTempFileName();
    private ShopUnderTest shop = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using (var comets = typeof(ShopWithComets).Assembly.GetManifestResourceStream("comets.json")!)
        {
            await using var into = File.Create(file);
            await comets.CopyToAsync(into, Test);
        }

        shop = await ShopUnderTest.Start(Host.Shop.Modules, [("Modules:Flags:File", file)]);
    }

    /// <summary>One of OpenFeature's providers, ready, at the door where its kind comes in: gRPC at flagd's own, all others at the shop's.</summary>
    internal async Task<NodeScript> Visit(string provider)
    {
        var door = provider is "flagd" or "flagd in process" ? shop.GrpcAddress : shop.Web.BaseAddress!;
        var script = NodeScript.Start("providers.mjs", provider, door.Host, $"{door.Port}", "flagservice");
        (await script.Hear())["event"]!.GetValue<string>().Should().Be("ready");
        return script;
    }

    /// <summary>Changes the file as an editor would.</summary>
    public async Task Turn(string flag, string variant)
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(file, Test))!;
        document["flags"]![flag]!["defaultVariant"] = variant;
        await File.WriteAllTextAsync($"{file}.new", document.ToJsonString(), Test);
        File.Move($"{file}.new", file, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        File.Delete(file);
    }
}
