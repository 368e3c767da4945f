using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Split.WholeShop;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(SplitShopFixture))]

namespace AstronomyShop.Tests.Split.WholeShop;

/// <summary>The whole shop as one process per module. Processes that are killed are not restarted automatically.</summary>
public sealed class SplitShopFixture : IAsyncDisposable
{
    public const string FlagToken = "stars";

    private static readonly string[] Settings = [.. ShopProcess.LongDeadlines, $"--Modules:Flags:Token={FlagToken}"];

    private readonly DataDirectory data = new();
    private readonly Stack<ShopProcess> restarted = new();
    private readonly Lazy<Task<ShopProcess>> shop;

    public SplitShopFixture() => shop = new Lazy<Task<ShopProcess>>(StartAsync);

    public static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async Task<ShopProcess> OpenAsync() => await shop.Value;

    /// <summary>Kills one process and returns a function that starts it again on the same ports. The new process runs until the fixture is disposed.</summary>
    public async Task<Func<Task>> KillAsync(string module)
    {
        var whole = await OpenAsync();
        var processes = (await whole.Management.GetFromJsonAsync<JsonArray>("/processes", TestCancellation))!;
        var victim = processes.Single(process => (string)process!["module"]! == module)!;
        ShopProcess.Kill((int)victim["pid"]!);
        return async () =>
        {
            restarted.Push(ShopProcess.Start(
                typeof(Host.Shop),
                [
                    .. Settings, $"--Shop:Run={module}", data.Argument, $"--Shop:Ports:Grpc={Port(victim, "grpc")}", $"--Shop:Ports:Web={Port(victim, "web")}",
                    $"--Shop:Ports:Management={Port(victim, "management")}",
                ]));
            await Eventually.HoldsAsync("the shop is ready again", cancellationToken => whole.IsReadyAsync(cancellationToken), TimeSpan.FromSeconds(90), TestCancellation);
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (shop.IsValueCreated)
        {
            await (await shop.Value).DisposeAsync();
        }

        while (restarted.TryPop(out var process))
        {
            await process.DisposeAsync();
        }

        data.Dispose();
    }

    private static string Port(JsonNode process, string name) => new Uri((string)process[name]!).Authority;

    private async Task<ShopProcess> StartAsync()
    {
        var started = ShopProcess.Start(typeof(Host.Shop), ["split", "--Split:Restart=false", .. Settings, data.Argument]);
        await started.WaitUntilReadyAsync(TestCancellation);
        return started;
    }
}
