using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Sessions;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Converts exceptions and empty error responses: problem details for API calls, a page for browsers.</summary>
internal sealed class ErrorHandlingMiddleware(RequestDelegate next, PageContextFactory contexts, FooterModel footer, ILogger<ErrorHandlingMiddleware> logger)
{
    private const string RetryAfterSeconds = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null })
            {
                await WriteProblemAsync(context, ProblemMapper.Of(context.Response.StatusCode));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected; the status is for telemetry.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            var problem = ProblemMapper.Of(exception);
            Log(context, problem.StatusCode, exception);
            await WriteProblemAsync(context, problem);
        }
    }

    private async Task WriteProblemAsync(HttpContext context, ProblemHttpResult problem)
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

        await MessagePageModel.Of(problem.StatusCode).ToPage().WriteAsync(context, await contexts.CreateForErrorPageAsync(context), footer, problem.StatusCode);
    }

    private void Log(HttpContext context, int status, Exception exception)
    {
        if (status < StatusCodes.Status500InternalServerError)
        {
            return;
        }

        var path = context.Request.Path.ToUriComponent();
        if (exception is RpcException rpcException)
        {
            StorefrontLog.CallFailed(logger, context.Request.Method, path, rpcException.StatusCode);
        }
        else
        {
            StorefrontLog.Failed(logger, context.Request.Method, path, exception);
        }
    }
}
