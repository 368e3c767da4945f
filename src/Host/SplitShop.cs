using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AstronomyShop.Host;

/// <summary>The processes of the split shop, as long as this one runs.</summary>
internal sealed class SplitShop(
    SplitPlan plan, IServer server, IHostApplicationLifetime application, TimeProvider clock, ILogger<SplitShop> log) : IHostedService, IDisposable
{
    /// <summary>A probe that takes longer has failed.</summary>
    public static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly SplitChild[] children = [.. plan.Parts.Select(part => new SplitChild(part, plan.Restarts, plan.SpeaksJson, clock, log))];
    private readonly HttpClient client = new();
    private readonly CancellationTokenSource ending = new();

    /// <summary>A process found its settings wrong, so there is no shop.</summary>
    public bool WasRefused { get; private set; }

    public IReadOnlyList<SplitChild> Children => children;

    private Uri Management =>
        SplitPart.UriOf(plan.Management with { Port = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var child in children)
        {
            _ = Watch(child);
        }

        _ = SayWhenOpen();
        return Task.CompletedTask;
    }

    // Callers end before those they call, so that what was accepted at the door can be finished.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        var left = children.ToList();
        while (left.Count > 0)
        {
            var called = left.SelectMany(child => plan.NeighboursOf(child.Part)).ToHashSet();
            var next = left.Where(child => !called.Contains(child.Part)).ToList();
            next = next.Count > 0 ? next : [.. left];
            await Task.WhenAll(next.Select(child => child.Stop(cancellationToken)));
            left.RemoveAll(next.Contains);
        }
    }

    /// <summary>What a child answers on its management port; null when it does not answer.</summary>
    public async Task<HttpResponseMessage?> Ask(SplitChild child, string path, TimeSpan patience, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(patience);
        try
        {
            return await client.GetAsync(new Uri(child.Part.Management, path), bounded.Token);
        }
        catch (Exception dead) when (dead is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var child in children)
        {
            child.Dispose();
        }

        client.Dispose();
        ending.Dispose();
    }

    private async Task Watch(SplitChild child)
    {
        if (await child.KeepRunning())
        {
            WasRefused = true;
            application.StopApplication();
        }
    }

    private async Task SayWhenOpen()
    {
        try
        {
            foreach (var child in children)
            {
                while (await Ask(child, "/health/ready", LongestProbe, ending.Token) is not { IsSuccessStatusCode: true })
                {
                    await Task.Delay(LookAgainAfter, clock, ending.Token);
                }
            }

            if (!plan.SpeaksJson)
            {
                Console.Out.WriteLine(SplitBlock.Of(plan, Management));
            }
        }
        catch (OperationCanceledException)
        {
            // It never was.
        }
    }
}
