using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Visits;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Answers what the endpoints did not: what they threw, and what has no endpoint. Programs get problem details, people a page.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, VisitorsBook visitors, Footing footing, ILogger<ErrorAnswers> log)
{
    private const string RetryAfterSeconds = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null })
            {
                await Answer(context, Problems.Of(context.Response.StatusCode));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read an answer.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            var problem = Problems.Of(failure);
            Log(context, problem.StatusCode, failure);
            await Answer(context, problem);
        }
    }

    private async Task Answer(HttpContext context, ProblemHttpResult problem)
    {
        if (problem.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await problem.ExecuteAsync(context);
            return;
        }

        await MessagePage.Of(problem.StatusCode).Write(context, await visitors.BeginAnyway(context), footing, problem.StatusCode);
    }

    private void Log(HttpContext context, int status, Exception failure)
    {
        if (status < StatusCodes.Status500InternalServerError)
        {
            return;
        }

        var path = context.Request.Path.ToUriComponent();
        if (failure is RpcException neighbour)
        {
            StorefrontLog.NeighbourFailed(log, context.Request.Method, path, neighbour.StatusCode);
        }
        else
        {
            StorefrontLog.Failed(log, context.Request.Method, path, failure);
        }
    }
}
