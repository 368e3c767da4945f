using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge.Errors;

/// <summary>Converts unhandled exceptions to problem details. The client receives no details of the exception.</summary>
internal sealed class EdgeExceptionHandler(ILogger<EdgeExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception is BadHttpRequestException badRequest ? badRequest.StatusCode : StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status500InternalServerError)
        {
            EdgeLog.Failed(logger, TelemetryForms.Method(httpContext.Request.Method), TelemetryForms.Path(httpContext.Request.Path.Value), exception);
        }

        await (status switch
        {
            StatusCodes.Status413PayloadTooLarge => ProblemResponses.PayloadTooLargeAsync(httpContext),
            StatusCodes.Status408RequestTimeout => ProblemResponses.BodyTimeoutAsync(httpContext),
            _ => ProblemResponses.RequestFailedAsync(httpContext, status),
        });
        return true;
    }
}
