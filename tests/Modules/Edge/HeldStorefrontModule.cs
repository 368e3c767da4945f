using System.Collections.Concurrent;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A storefront that answers a request whose path ends with <c>/held</c> when it is released, and every other request at once.</summary>
public sealed class HeldStorefrontModule : IModule
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> served = new();

    public ModuleDescriptor Descriptor { get; } = new("Storefront", "frontend") { ServesHttp = true };

    /// <summary>Completes when the request that is held has arrived.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>The paths of all requests that arrived.</summary>
    public IReadOnlyCollection<string> Served => served;

    public void Release() => released.TrySetResult();

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.UseHttpStep(app => app.Run(AnswerAsync));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        served.Enqueue(context.Request.Path);
        if (context.Request.Path.Value!.EndsWith("/held", StringComparison.Ordinal))
        {
            arrived.TrySetResult();
            await released.Task;
        }
    }
}
