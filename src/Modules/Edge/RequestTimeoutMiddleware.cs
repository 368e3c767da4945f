using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge;

/// <summary>Cancels requests that take too long, for the client and, through the request's token, for all modules involved.</summary>
internal sealed class RequestTimeoutMiddleware(RequestDelegate next, IOptions<EdgeOptions> options, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var client = context.RequestAborted;
        using var time = new CancellationTokenSource(options.Value.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(client, time.Token);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (Exception) when (IsOver())
        {
            // The response is written below.
        }
        finally
        {
            context.RequestAborted = client;
        }

        if (IsOver())
        {
            await ProblemResponses.GatewayTimeoutAsync(context);
        }

        bool IsOver() => time.IsCancellationRequested && !client.IsCancellationRequested && !context.Response.HasStarted;
    }
}
