using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Split.WholeShop;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(SplitShop))]

namespace AstronomyShop.Tests.Split.WholeShop;

/// <summary>The whole shop as one process per module, which do not come back when they are killed.</summary>
public sealed class SplitShop : IAsyncDisposable
{
    public const string FlagToken = "stars";

    private static readonly string[] Settings = [.. ShopProcess.LongDeadlines, $"--Modules:Flags:Token={FlagToken}"];

    private readonly DataDirectory data = new();
    private readonly Stack<ShopProcess> restarted = new();
    private readonly Lazy<Task<ShopProcess>> shop;

    public SplitShop() => shop = new Lazy<Task<ShopProcess>>(Start);

    public static CancellationToken Test => TestContext.Current.CancellationToken;

    public async Task<ShopProcess> Open() => await shop.Value;

    /// <summary>Kills one process, and gives back how to start it again where it was; then it stays.</summary>
    public async Task<Func<Task>> Kill(string module)
    {
        var whole = await Open();
        var processes = (await whole.Management.GetFromJsonAsync<JsonArray>("/processes", Test))!;
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
            await Eventually.Holds("it is back", token => whole.IsReady(token), TimeSpan.FromSeconds(90), Test);
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

    private async Task<ShopProcess> Start()
    {
        var started = ShopProcess.Start(typeof(Host.Shop), ["--split", "--Split:Restart=false", .. Settings, data.Argument]);
        await started.Ready(Test);
        return started;
    }
}
