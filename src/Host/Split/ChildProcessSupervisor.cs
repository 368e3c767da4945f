using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AstronomyShop.Host.Split;

/// <summary>Starts, probes and stops the processes of the split shop.</summary>
internal sealed class ChildProcessSupervisor(
    SplitPlan plan, IServer server, IHostApplicationLifetime application, TimeProvider clock, ILogger<ChildProcessSupervisor> logger) : IHostedService, IDisposable
{
    /// <summary>A probe that takes longer counts as failed.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly ChildProcess[] children = [.. plan.Children.Select(part => new ChildProcess(part, plan.Restarts, plan.LogsJson, clock, logger))];
    private readonly HttpClient client = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>True when a process rejected its settings, so that the shop cannot start.</summary>
    public bool HasRejectedSettings { get; private set; }

    public IReadOnlyList<ChildProcess> Children => children;

    private Uri Management =>
        (plan.Management with { Port = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port }).ToUri();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var child in children)
        {
            _ = WatchAsync(child);
        }

        _ = AnnounceWhenReadyAsync();
        return Task.CompletedTask;
    }

    // Callers end before their callees, so that accepted requests can be completed.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        var left = children.ToList();
        while (left.Count > 0)
        {
            var called = left.SelectMany(child => plan.CalleesOf(child.Spec)).ToHashSet();
            var next = left.Where(child => !called.Contains(child.Spec)).ToList();
            next = next.Count > 0 ? next : [.. left];
            await Task.WhenAll(next.Select(child => child.StopAsync(cancellationToken)));
            left.RemoveAll(next.Contains);
        }
    }

    /// <summary>Sends a GET request to the management port of a child; null when there is no response.</summary>
    public async Task<HttpResponseMessage?> GetAsync(ChildProcess child, string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(timeout);
        try
        {
            return await client.GetAsync(new Uri(child.Spec.Management, path), bounded.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
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
        stopping.Dispose();
    }

    private async Task WatchAsync(ChildProcess child)
    {
        if (await child.KeepRunningAsync())
        {
            HasRejectedSettings = true;
            application.StopApplication();
        }
    }

    private async Task AnnounceWhenReadyAsync()
    {
        try
        {
            foreach (var child in children)
            {
                while (await GetAsync(child, "/health/ready", ProbeTimeout, stopping.Token) is not { IsSuccessStatusCode: true })
                {
                    await Task.Delay(PollInterval, clock, stopping.Token);
                }
            }

            if (!plan.LogsJson)
            {
                Console.Out.WriteLine(SplitBanner.Of(plan, Management));
            }
        }
        catch (OperationCanceledException)
        {
            // The shop was stopped before it was ready.
        }
    }
}
