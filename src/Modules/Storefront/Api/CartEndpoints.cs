using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CartEndpoints(CartService.CartServiceClient carts, Shelf shelf, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cart", Show);
        routes.MapPost("/api/cart", Add);
        routes.MapDelete("/api/cart", Clear);
    }

    // The load script looks into a cart before it has one; that cart is nobody's and empty.
    private async Task<CartAnswer> Show(string? sessionId, string? currencyCode, CancellationToken cancellation)
    {
        var userId = sessionId ?? string.Empty;
        if (userId.Length > 0 && !UserIds.IsOne(userId))
        {
            throw new WrongRequestException("sessionId", UserIds.Problem);
        }

        await prices.Require(currencyCode, cancellation);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = userId }, cancellationToken: cancellation);
        var lines = await Task.WhenAll(cart.Items.Select(item => Line(item, currencyCode, cancellation)));
        return new CartAnswer(cart.UserId, lines);
    }

    private async Task<CartAnswer> Add(HttpRequest request, CancellationToken cancellation)
    {
        var fields = await RequestBody.Read(request, cancellation);
        var userId = fields.Uuid("userId");
        var item = fields.Section("item");
        var added = new CartItem { ProductId = item.Text("productId"), Quantity = item.Integer("quantity") };
        fields.Require();
        if (!await shelf.Has(added.ProductId, cancellation))
        {
            throw new WrongRequestException("item.productId", "is no product of the shop");
        }

        await carts.AddItemAsync(new AddItemRequest { UserId = userId, Item = added }, cancellationToken: cancellation);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = userId }, cancellationToken: cancellation);
        return new CartAnswer(cart.UserId, [.. cart.Items.Select(line => new CartLineAnswer(line.ProductId, line.Quantity))]);
    }

    private async Task<NoContent> Clear(HttpRequest request, CancellationToken cancellation)
    {
        var fields = await RequestBody.Read(request, cancellation);
        var userId = fields.Uuid("userId");
        fields.Require();
        await carts.EmptyCartAsync(new EmptyCartRequest { UserId = userId }, cancellationToken: cancellation);
        return TypedResults.NoContent();
    }

    private async Task<CartLineAnswer> Line(CartItem item, string? currency, CancellationToken cancellation) =>
        new(item.ProductId, item.Quantity, await shelf.Find(item.ProductId, currency, cancellation));
}
