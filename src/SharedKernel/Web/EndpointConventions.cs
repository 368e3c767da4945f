using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>What HTTP requires of every endpoint and ASP.NET Core's routing leaves to the application.</summary>
public static class EndpointConventions
{
    /// <summary>Endpoints mapped through the result answer HEAD wherever they answer GET; the server omits the body.</summary>
    public static IEndpointRouteBuilder WithHead(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup(string.Empty);
        ((IEndpointConventionBuilder)all).Add(AddHead);
        return all;
    }

    /// <summary>Decodes <c>%2F</c> in route values: routing decodes every other character before it splits the path at its slashes.</summary>
    internal static Task DecodeSlashesAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in context.Request.RouteValues.ToArray())
        {
            if (value is string text && text.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            {
                context.Request.RouteValues[name] = text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            }
        }

        return next(context);
    }

    private static void AddHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is { } methods && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([.. methods, HttpMethods.Head]));
        }
    }
}
