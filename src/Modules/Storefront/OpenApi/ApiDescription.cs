using System.Text.Json.Serialization;
using AstronomyShop.Modules.Storefront.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>Describes the JSON API with OpenAPI. Summaries and descriptions are the doc comments of the handlers and messages.</summary>
internal static class ApiDescription
{
    public const string DocumentName = "openapi";

    public static void AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            StorefrontJson.Configure(json.SerializerOptions);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi(DocumentName, options =>
        {
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true && endpoint.HttpMethod != HttpMethods.Head;
            options.AddDocumentTransformer<ShopDocumentTransformer>();
            options.AddOperationTransformer<ShopOperationTransformer>();
            options.AddSchemaTransformer<OptionalPropertyTransformer>();
        });
    }
}
