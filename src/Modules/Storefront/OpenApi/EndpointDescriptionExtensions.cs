using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>Describes an endpoint of the API for the OpenAPI document, which only its first request makes.</summary>
internal static class EndpointDescriptionExtensions
{
    /// <param name="endpoint">The endpoint; the doc comment of its handler has its summary.</param>
    /// <param name="operationId">The name of the operation in the document.</param>
    /// <param name="tag">The group of the operation.</param>
    /// <param name="problems">The statuses with which the operation rejects a request, besides those of <see cref="CommonProblem"/>.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string tag, params ReadOnlySpan<int> problems)
    {
        endpoint.WithName(operationId).WithTags(tag);
        foreach (var status in problems)
        {
            endpoint.Produces<ProblemResponse>(status, MediaTypeNames.Application.ProblemJson);
        }

        return endpoint;
    }

    /// <summary>
    /// Describes the body, which the handler reads by hand. <c>Accepts</c> would describe it too, and would also let routing answer 415.
    /// </summary>
    public static RouteHandlerBuilder DescribeBody<TRequest>(this RouteHandlerBuilder endpoint)
        where TRequest : notnull =>
        endpoint.WithMetadata(new RequestBodyMetadata(typeof(TRequest)));
}
