using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge;

/// <summary>Answers what nobody behind it did. Of an exception the client learns nothing but that there was one.</summary>
internal sealed class LastResort(RequestDelegate next, ILogger<LastResort> log)
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
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            await (wrong.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLong(context) : Problems.Failed(context, wrong.StatusCode));
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            EdgeLog.Failed(log, context.Request.Method, context.Request.Path.ToUriComponent(), failure);
            await Problems.Failed(context, StatusCodes.Status500InternalServerError);
        }
    }
}
