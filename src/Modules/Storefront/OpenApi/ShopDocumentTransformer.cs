using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>Writes what the document says about the API as a whole: its name, its server, and the problems that every operation can have.</summary>
internal sealed class ShopDocumentTransformer : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Astronomy Shop",
            Version = typeof(ShopDocumentTransformer).Assembly.GetName().Version!.ToString(3),
            Description = "The public JSON API of the shop. HEAD is answered wherever GET is. A request that fails is answered with problem details (RFC 9457).",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach (var problem in CommonProblem.All)
        {
            document.AddComponent(problem.Name, problem.ToResponse(document));
        }

        foreach (var schema in document.Components!.Schemas!.Values)
        {
            OmitNull(schema);
        }

        return Task.CompletedTask;
    }

    // A message without a value is omitted and never null: the library describes it as a choice of null and the message.
    private static void OmitNull(IOpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
        {
            if (property.OneOf?.Where(choice => choice is OpenApiSchemaReference).ToArray() is [var message])
            {
                schema.Properties![name] = message;
            }
        }
    }
}
