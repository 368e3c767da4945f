using System.Text.Json.Nodes;
using AstronomyShop.Tests.Providers;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(FlagShopFixture))]

namespace AstronomyShop.Tests.Providers;

/// <summary>The whole shop with one test flag of every type, two of them with rules.</summary>
public sealed class FlagShopFixture : IAsyncLifetime
{
    private readonly string file = Path.GetTempFileName();
    private ShopUnderTest shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using (var comets = typeof(FlagShopFixture).Assembly.GetManifestResourceStream("comets.json")!)
        {
            await using var into = File.Create(file);
            await comets.CopyToAsync(into, TestCancellation);
        }

        shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, [("Modules:Flags:File", file)]);
    }

    /// <summary>Starts an OpenFeature provider at the matching address: the gRPC port for flagd providers, the public port for all others.</summary>
    internal async Task<NodeProcess> StartProviderAsync(string provider)
    {
        var address = provider is "flagd" or "flagd in process" ? shop.GrpcAddress : shop.Web.BaseAddress!;
        var script = NodeProcess.Start("providers.mjs", provider, address.Host, $"{address.Port}", "flagservice");
        (await script.ReceiveAsync())["event"]!.GetValue<string>().Should().Be("ready");
        return script;
    }

    /// <summary>Changes the file as an editor would.</summary>
    public async Task SetFlagAsync(string flag, string variant)
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(file, TestCancellation))!;
        document["flags"]![flag]!["defaultVariant"] = variant;
        await File.WriteAllTextAsync($"{file}.new", document.ToJsonString(), TestCancellation);
        File.Move($"{file}.new", file, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        File.Delete(file);
    }
}
