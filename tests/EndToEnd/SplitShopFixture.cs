using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.EndToEnd;
using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

[assembly: AssemblyFixture(typeof(SplitShopFixture))]

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The whole shop as one process per module, as <c>--split</c> starts it.</summary>
public sealed class SplitShopFixture : ShopFixture, IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
    private readonly Dictionary<string, GrpcChannel> channels = [];
    private ShopProcess shop = null!;
    private HttpClient? web;

    public override HttpClient Web => web ??= ApiDescriptionHandler.CreateClient(shop.Web.BaseAddress!);

    public override HttpClient Management => shop.Management;

    public override GrpcChannel ChannelTo(string module) => channels[module];

    public async ValueTask InitializeAsync()
    {
        shop = ShopProcess.Start(typeof(Host.Shop), ["split", $"--Shop:DataDirectory={data.FullName}", .. ShopProcess.LongDeadlines]);
        await shop.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        foreach (var process in (await Management.GetFromJsonAsync<JsonArray>("/processes", TestContext.Current.CancellationToken))!)
        {
            channels.Add((string)process!["module"]!, GrpcChannel.ForAddress((string)process["grpc"]!));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }

        web?.Dispose();
        await (shop?.DisposeAsync() ?? default);
        data.Delete(recursive: true);
    }
}
