using System.Net.Mime;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>Adds to an operation what its handler reads by hand, and the problems that every operation can have.</summary>
internal sealed class ShopOperationTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestBodyMetadata>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = await JsonAsync(body.Type, context, cancellationToken) };
        }

        foreach (var problem in CommonProblem.All.Where(problem => !problem.OfBodies || operation.RequestBody is not null))
        {
            operation.Responses![problem.Key] = new OpenApiResponseReference(problem.Name, context.Document);
        }

        switch (operation.OperationId)
        {
            case OperationIds.Checkout:
                operation.Parameters = [.. operation.Parameters ?? [], IdempotencyKeyParameter()];
                break;
            case OperationIds.QuoteShipping:
                await DescribeJsonAsync<CartItemRequest[]>(operation, "itemList", context, cancellationToken);
                await DescribeJsonAsync<AddressRequest>(operation, "address", context, cancellationToken);
                break;
        }
    }

    private static OpenApiParameter IdempotencyKeyParameter() => new()
    {
        Name = IdempotencyKeyHeader.Header,
        In = ParameterLocation.Header,
        Description = "Repeating a request with the same key returns the first order and charges nothing again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
    };

    // The value of the parameter is JSON.
    private static async Task DescribeJsonAsync<T>(OpenApiOperation operation, string name, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parameter = (OpenApiParameter)operation.Parameters!.Single(one => one.Name == name);
        parameter.Required = true;
        parameter.Schema = null;
        parameter.Content = await JsonAsync(typeof(T), context, cancellationToken);
    }

    private static async Task<Dictionary<string, OpenApiMediaType>> JsonAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IOpenApiSchema schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        if (!type.IsArray)
        {
            context.Document!.AddComponent(type.Name, schema);
            schema = new OpenApiSchemaReference(type.Name, context.Document);
        }

        return new() { [MediaTypeNames.Application.Json] = new() { Schema = schema } };
    }
}
