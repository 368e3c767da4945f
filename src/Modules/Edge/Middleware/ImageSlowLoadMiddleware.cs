using System.Globalization;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// The flag <c>imageSlowLoad</c>: while it is on, a request can ask for a delay with the public shop's header. At most a hundred requests are
/// delayed at the same time, for at most ten seconds; others are not delayed.
/// </summary>
internal sealed class ImageSlowLoadMiddleware(RequestDelegate next, IFeatureClient flags, TimeProvider clock)
{
    private const string Header = "x-envoy-fault-delay-request";
    private const int MaxDelayMilliseconds = 10_000;
    private const int MaxConcurrent = 100;

    private int waiting;

    public Task InvokeAsync(HttpContext context) =>
        int.TryParse(context.Request.Headers[Header], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0
            ? DelayAsync(context, Math.Min(wanted, MaxDelayMilliseconds))
            : next(context);

    private async Task DelayAsync(HttpContext context, int milliseconds)
    {
        if (await flags.GetDoubleValueAsync("imageSlowLoad", 0) > 0)
        {
            try
            {
                if (Interlocked.Increment(ref waiting) <= MaxConcurrent)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock, context.RequestAborted);
                }
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        await next(context);
    }
}
