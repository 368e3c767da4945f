using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CartEndpoints(CartService.CartServiceClient carts, ProductReader products, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cart", ShowAsync);
        routes.MapPost("/api/cart", AddAsync);
        routes.MapDelete("/api/cart", ClearAsync);
    }

    // The load script reads a cart without a session id; that cart is empty.
    private async Task<CartResponse> ShowAsync(string? sessionId, string? currencyCode, CancellationToken cancellationToken)
    {
        var userId = sessionId ?? string.Empty;
        if (userId.Length > 0 && !UserIdFormat.IsValid(userId))
        {
            throw new InvalidRequestException("sessionId", UserIdFormat.Problem);
        }

        await prices.RequireAsync(currencyCode, cancellationToken);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = userId }, cancellationToken: cancellationToken);
        var lines = await Task.WhenAll(cart.Items.Select(item => LineAsync(item, currencyCode, cancellationToken)));
        return new CartResponse(cart.UserId, lines);
    }

    private async Task<CartResponse> AddAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await RequestBody.ReadAsync(request, cancellationToken);
        var userId = fields.Uuid("userId");
        var item = fields.Section("item");
        var added = new CartItem { ProductId = item.Text("productId"), Quantity = item.Integer("quantity") };
        fields.Require();
        if (!await products.HasAsync(added.ProductId, cancellationToken))
        {
            throw new InvalidRequestException("item.productId", "is not a product of the shop");
        }

        await carts.AddItemAsync(new AddItemRequest { UserId = userId, Item = added }, cancellationToken: cancellationToken);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = userId }, cancellationToken: cancellationToken);
        return new CartResponse(cart.UserId, [.. cart.Items.Select(line => new CartLineResponse(line.ProductId, line.Quantity))]);
    }

    private async Task<NoContent> ClearAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await RequestBody.ReadAsync(request, cancellationToken);
        var userId = fields.Uuid("userId");
        fields.Require();
        await carts.EmptyCartAsync(new EmptyCartRequest { UserId = userId }, cancellationToken: cancellationToken);
        return TypedResults.NoContent();
    }

    private async Task<CartLineResponse> LineAsync(CartItem item, string? currency, CancellationToken cancellationToken) =>
        new(item.ProductId, item.Quantity, await products.FindAsync(item.ProductId, currency, cancellationToken));
}
