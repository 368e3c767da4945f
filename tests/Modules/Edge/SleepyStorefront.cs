using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A storefront that answers nothing until nobody waits any more.</summary>
public sealed class SleepyStorefront : IModule
{
    private readonly TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ModuleDescriptor Descriptor { get; } = new("Storefront", "frontend") { ServesHttp = true };

    /// <summary>Completes when a request was given up.</summary>
    public Task Woken => woken.Task;

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.UseHttpStep(app => app.Run(Sleep));
    }

    private async Task Sleep(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        finally
        {
            woken.TrySetResult();
        }
    }
}
