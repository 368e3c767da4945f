using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>A problem that has nothing to do with one operation: the edge or the shop as a whole answers with it.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Name">The name of the response in the document.</param>
/// <param name="Description">When it is answered.</param>
/// <param name="OfBodies">True when only requests with a body can have it.</param>
/// <param name="MayRetry">True when the response says in <c>Retry-After</c> when to try again.</param>
internal sealed record CommonProblem(int Status, string Name, string Description, bool OfBodies = false, bool MayRetry = false)
{
    public static IReadOnlyList<CommonProblem> All { get; } =
    [
        new(StatusCodes.Status403Forbidden, "CrossSite", "A page of another site sent the change.", OfBodies: true),
        new(StatusCodes.Status408RequestTimeout, "BodyTimeout", "The body did not arrive in time.", OfBodies: true),
        new(StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", "The body is longer than 64 KiB.", OfBodies: true),
        new(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "The content type of the body is not JSON.", OfBodies: true),
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "The client sent too many requests.", MayRetry: true),
        new(StatusCodes.Status500InternalServerError, "Failed", "Something went wrong in the shop."),
        new(StatusCodes.Status503ServiceUnavailable, "Unavailable", "The shop is busy, or a part of it is not available.", MayRetry: true),
        new(StatusCodes.Status504GatewayTimeout, "Timeout", "The request took too long and was cancelled."),
    ];

    /// <summary>The status as a key of the responses of an operation.</summary>
    public string Key => Status.ToString(CultureInfo.InvariantCulture);

    public OpenApiResponse ToResponse(OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = Description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [MediaTypeNames.Application.ProblemJson] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemResponse), document) },
            },
        };
        if (MayRetry)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait before the next attempt.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }

        return response;
    }
}
