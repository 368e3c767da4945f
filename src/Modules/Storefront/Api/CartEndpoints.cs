using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CartEndpoints(CartService.CartServiceClient carts, ProductReader products, Prices prices) : IEndpoints
{
    private const string Tag = "Cart";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cart", ShowAsync).Describe("getCart", Tag, StatusCodes.Status400BadRequest);
        routes.MapPost("/api/cart", AddAsync).Describe("addToCart", Tag, StatusCodes.Status400BadRequest).DescribeBody<AddToCartRequest>();
        routes.MapDelete("/api/cart", ClearAsync).Describe("clearCart", Tag, StatusCodes.Status400BadRequest).DescribeBody<ClearCartRequest>();
    }

    /// <summary>Returns a cart with its products.</summary>
    /// <param name="sessionId">The shopper, a UUID. Without one the cart is empty.</param>
    /// <param name="currencyCode">The currency of the prices, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The cart, empty if the shopper has none.</response>
    /// <response code="400">A parameter is invalid.</response>
    // The load script reads a cart without a session id; that cart is empty.
    public async Task<CartResponse> ShowAsync(string? sessionId, string? currencyCode, CancellationToken cancellationToken)
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

    /// <summary>Adds to a cart, or takes out of it.</summary>
    /// <response code="200">The cart, without the details of its products.</response>
    /// <response code="400">A field is invalid, or a line would exceed its limit.</response>
    public async Task<CartResponse> AddAsync(HttpRequest request, CancellationToken cancellationToken)
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

    /// <summary>Empties a cart.</summary>
    /// <response code="204">The cart is empty.</response>
    /// <response code="400">The user id is invalid.</response>
    public async Task<NoContent> ClearAsync(HttpRequest request, CancellationToken cancellationToken)
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
