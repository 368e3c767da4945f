using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>A property without a value is omitted: it is never null, and it is not required.</summary>
internal sealed class OptionalPropertyTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable))
        {
            schema.Required?.Remove(property.Name);
        }

        if (context.JsonPropertyInfo is { IsGetNullable: true })
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
