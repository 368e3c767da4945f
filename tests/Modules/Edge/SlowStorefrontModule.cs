using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A storefront that does not respond until the request is cancelled.</summary>
public sealed class SlowStorefrontModule : IModule
{
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ModuleDescriptor Descriptor { get; } = new("Storefront", "frontend") { ServesHttp = true };

    /// <summary>Completes when a request was cancelled.</summary>
    public Task Cancelled => cancelled.Task;

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.UseHttpStep(app => app.Run(WaitForCancellationAsync));
    }

    private async Task WaitForCancellationAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        finally
        {
            cancelled.TrySetResult();
        }
    }
}
