using AstronomyShop.Modules.Edge.Errors;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Rejects cross-site changes and bodies that are too large or too slow. The body is read here, before the request takes one of the limited
/// places: a client that sends slowly delays only itself.
/// </summary>
internal sealed class AdmissionMiddleware(
    RequestDelegate next, RequestLimits limits, IOptions<EdgeOptions> options, TimeProvider clock, ILogger<AdmissionMiddleware> logger)
{
    // A larger body is never read: it exceeds the limit of the port.
    private const int MaxBufferedBytes = 64 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsCrossSiteChange())
        {
            return ProblemResponses.CrossSiteRejectedAsync(context);
        }

        context.Request.RemoveOrigin();
        return context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ? ProblemResponses.PayloadTooLargeAsync(context)
            : RequestLimits.HasBody(context) ? ReadAsync(context)
            : next(context);
    }

    private async Task ReadAsync(HttpContext context)
    {
        using (var lease = limits.AcquireBody(context))
        {
            if (!lease.IsAcquired)
            {
                await limits.RejectAsync(context, lease);
                return;
            }

            if (!await TryBufferAsync(context))
            {
                await ProblemResponses.BodyTimeoutAsync(context);
                return;
            }
        }

        await next(context);
    }

    // False when the body did not arrive in time, or slower than the server's minimum rate.
    private async Task<bool> TryBufferAsync(HttpContext context)
    {
        using var time = new CancellationTokenSource(options.Value.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, time.Token);
        try
        {
            context.Request.EnableBuffering(MaxBufferedBytes);
            await context.Request.Body.DrainAsync(either.Token);
            context.Request.Body.Position = 0;
            return true;
        }
        catch (Exception exception) when (IsTimeout(exception))
        {
            EdgeLog.BodyTimedOut(logger, TelemetryForms.Path(context.Request.Path.Value));
            return false;
        }

        bool IsTimeout(Exception exception) => exception is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }
            || (exception is OperationCanceledException && time.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested);
    }
}
