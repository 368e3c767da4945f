using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Comes after the limits of the public port, and rejects a request that has waited there for too long before any work is done for it.
/// </summary>
internal sealed class QueueTimeMiddleware(RequestDelegate next, RequestLimits limits, IOptions<EdgeOptions> options, TimeProvider clock)
{
    /// <summary>Adds the limits, and after them the limit of the time that a request has waited.</summary>
    public static void UseLimits(IApplicationBuilder app)
    {
        var (clock, limits) = (app.ApplicationServices.GetRequiredService<TimeProvider>(), app.ApplicationServices.GetRequiredService<RequestLimits>());
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (limits.IsFull(context))
            {
                return limits.RejectAsync(context);
            }

            context.Features.Set(new Arrival(clock.GetTimestamp()));
            return next(context);
        });
        app.UseRateLimiter();
        app.UseMiddleware<QueueTimeMiddleware>();
    }

    /// <summary>
    /// Most requests never wait for anything and would run to their end on the thread that read them; then those that arrive meanwhile would
    /// wait unread in the thread pool, where no limit applies. So an admitted request goes to the end of the pool's queue: what has arrived
    /// before it is read first, and admitted or rejected.
    /// </summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await Task.Yield();
        await (clock.GetElapsedTime(context.Features.Get<Arrival>()!.At) > options.Value.LongestQueueTime ? limits.RejectAsync(context) : next(context));
    }

    private sealed record Arrival(long At);
}
