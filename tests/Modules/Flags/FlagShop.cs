using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>A shop with flags. A change is in effect when the call that makes it returns.</summary>
internal sealed class FlagShop(ShopUnderTest shop, FlagObserverModule observer) : IAsyncDisposable
{
    public ShopUnderTest Shop => shop;

    /// <summary>The flag client that every module of this process receives.</summary>
    public IFeatureClient Flags => observer.Flags;

    public string File => Path.Combine(shop.DataDirectory, "flags.json");

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public static Task<FlagShop> StartAsync(params IModule[] others) => StartAsync([], others);

    /// <param name="settings">Additional settings.</param>
    /// <param name="others">The modules that run in addition to the flags.</param>
    public static async Task<FlagShop> StartAsync(IEnumerable<(string Key, string Value)> settings, params IModule[] others)
    {
        var observer = new FlagObserverModule();
        return new FlagShop(await ShopUnderTest.StartAsync([new FlagsModule(), observer, .. others], settings), observer);
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    /// <summary>Changes the file as a text editor would, and waits until the change is in effect in this process.</summary>
    public async Task SetFlagAsync(string flag, string variant, Func<JsonNode, JsonNode>? more = null)
    {
        var document = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestCancellation))!;
        document["flags"]![flag]!["defaultVariant"] = variant;
        await WriteAsync((more?.Invoke(document) ?? document).ToJsonString());
    }

    public async Task WriteAsync(string text)
    {
        var before = observer.Store.Current;
        await System.IO.File.WriteAllTextAsync(File + ".new", text, TestCancellation);
        System.IO.File.Move(File + ".new", File, overwrite: true);
        if (before?.Text != text)
        {
            await observer.Store.WaitForChangeAsync(before, TestCancellation).WaitAsync(TimeSpan.FromSeconds(5), TestCancellation);
        }
    }
}

/// <summary>A module that only exposes the flag client and the flag store that every module receives.</summary>
internal sealed class FlagObserverModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Onlooker", "onlooker");

    public IFeatureClient Flags { get; private set; } = null!;

    public FlagStore Store { get; private set; } = null!;

    /// <summary>The first flag document, if the process does not host the flags.</summary>
    public FlagDocument? FirstDocument { get; init; }

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(this);
        module.AddHostedService<ClientCapture>();
    }

    private sealed class ClientCapture(FlagObserverModule observer, IFeatureClient flags, FlagStore board) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            (observer.Flags, observer.Store) = (flags, board);
            if (observer.FirstDocument is { } first)
            {
                board.Publish(first);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
