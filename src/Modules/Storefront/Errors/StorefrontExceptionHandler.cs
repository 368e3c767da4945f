using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Primitives;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Converts exceptions and empty error responses: problem details for API calls, a page for browsers.</summary>
internal sealed class StorefrontExceptionHandler(PageContextFactory contexts, FooterModel footer, ILogger<StorefrontExceptionHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "1";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The middleware removed the endpoint, but telemetry reports the route of failed requests too.
        httpContext.SetEndpoint(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint);
        var problem = ProblemMapper.Of(exception);
        Log(httpContext, problem.StatusCode, exception);
        await WriteProblemAsync(httpContext, problem);
        return true;
    }

    /// <summary>Writes the body of an error response that has none.</summary>
    public Task WriteBodyAsync(StatusCodeContext response) => WriteProblemAsync(response.HttpContext, ProblemMapper.Of(response.HttpContext.Response.StatusCode));

    private async Task WriteProblemAsync(HttpContext context, ProblemHttpResult problem)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or the edge has ended the request and answers it: what is written here would stand before its answer.
            context.Response.StatusCode = problem.StatusCode;
            return;
        }

        if (problem.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await problem.ExecuteAsync(context);
            return;
        }

        try
        {
            await MessagePageModel.Of(problem.StatusCode).ToPage().WriteAsync(context, await contexts.CreateForErrorPageAsync(context), footer, problem.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private void Log(HttpContext context, int status, Exception exception)
    {
        if (status < StatusCodes.Status500InternalServerError)
        {
            return;
        }

        var path = TelemetryForms.Path(context.Request.Path.Value);
        if (exception is RpcException rpcException)
        {
            StorefrontLog.CallFailed(logger, TelemetryForms.Method(context.Request.Method), path, rpcException.StatusCode);
        }
        else
        {
            StorefrontLog.Failed(logger, TelemetryForms.Method(context.Request.Method), path, exception);
        }
    }
}
