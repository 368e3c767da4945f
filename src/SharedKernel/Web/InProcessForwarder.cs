using System.Diagnostics;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Forwards requests to the pipeline of a module in the same process.</summary>
internal sealed class InProcessForwarder(RunningModule callee) : IForwarder
{
    public async Task<bool> ForwardAsync(HttpContext context, PathString path)
    {
        var original = context.Request.Path;
        var caller = Activity.Current;
        var baggage = Baggage.Current;
        Task? answering = null;
        context.Request.Path = path;
        try
        {
            IsolatedExecutionContext.Run(
                _ =>
                {
                    Activity.Current = caller;
                    Baggage.Current = baggage;
                    answering = callee.Http(context);
                },
                this);
            await answering!;
            return true;
        }
        finally
        {
            context.Request.Path = original;
        }
    }
}
