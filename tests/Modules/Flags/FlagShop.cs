using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>A shop with flags: turn one and it holds when the call returns.</summary>
internal sealed class FlagShop(ShopUnderTest shop, Onlooker onlooker) : IAsyncDisposable
{
    public ShopUnderTest Shop => shop;

    /// <summary>The client as any module of this process has it.</summary>
    public IFeatureClient Flags => onlooker.Flags;

    public string File => Path.Combine(shop.DataDirectory, "flags.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FlagShop> Start(params IModule[] others)
    {
        var onlooker = new Onlooker();
        return new FlagShop(await ShopUnderTest.Start([new FlagsModule(), onlooker, .. others]), onlooker);
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    /// <summary>Changes the file as an editor would, and waits until this process goes by it.</summary>
    public async Task Turn(string flag, string variant, Func<JsonNode, JsonNode>? more = null)
    {
        var document = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, Cancellation))!;
        document["flags"]![flag]!["defaultVariant"] = variant;
        await Write((more?.Invoke(document) ?? document).ToJsonString());
    }

    public async Task Write(string text)
    {
        var before = onlooker.Board.Current;
        await System.IO.File.WriteAllTextAsync(File + ".new", text, Cancellation);
        System.IO.File.Move(File + ".new", File, overwrite: true);
        if (before?.Text != text)
        {
            await onlooker.Board.WaitForChangeAsync(before, Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
        }
    }
}

/// <summary>A module that does nothing but hold what every module is given.</summary>
internal sealed class Onlooker : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Onlooker", "onlooker");

    public IFeatureClient Flags { get; private set; } = null!;

    public FlagStore Board { get; private set; } = null!;

    /// <summary>What hangs there from the start, where no flags are kept.</summary>
    public FlagDocument? First { get; init; }

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(this);
        module.AddHostedService<Introduction>();
    }

    private sealed class Introduction(Onlooker onlooker, IFeatureClient flags, FlagStore board) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            (onlooker.Flags, onlooker.Board) = (flags, board);
            if (onlooker.First is { } first)
            {
                board.Publish(first);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
