using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge;

/// <summary>Converts unhandled exceptions to problem details. The client receives no details of the exception.</summary>
internal sealed class ExceptionHandler(RequestDelegate next, ILogger<ExceptionHandler> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await (exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemResponses.PayloadTooLargeAsync(context) : ProblemResponses.RequestFailedAsync(context, exception.StatusCode));
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            EdgeLog.Failed(logger, TelemetryForms.Method(context.Request.Method), TelemetryForms.Path(context.Request.Path.Value), exception);
            await ProblemResponses.RequestFailedAsync(context, StatusCodes.Status500InternalServerError);
        }
    }
}
