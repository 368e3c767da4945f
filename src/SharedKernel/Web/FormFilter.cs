using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// Reads the form before the endpoint does: 415 without a form type or with a character set that is not supported, 400 for a broken form.
/// ASP.NET Core's own binding of forms would not do: it answers a body that ends early with 200.
/// </summary>
public sealed class FormFilter : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.HttpContext.Request;
        if (!request.HasFormContentType)
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            await request.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }
        catch (NotSupportedException)
        {
            // The character set is UTF-7, which .NET refuses to decode.
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        return await next(context);
    }
}
