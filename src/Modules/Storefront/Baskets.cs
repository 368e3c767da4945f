using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Visits;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront;

/// <summary>The carts of shoppers who come by the pages.</summary>
internal sealed class Baskets(
    CartService.CartServiceClient carts, ShippingService.ShippingServiceClient shipping, Shelf shelf, Prices prices, ILogger<Baskets> log)
{
    public async Task<Basket> Find(Session session, Address address, CancellationToken cancellation)
    {
        var cart = await Cart(session, cancellation);
        var lines = await Task.WhenAll(cart.Items.Select(item => Line(item, session.Currency, cancellation)));
        var goods = lines.Aggregate(Money.Zero(session.Currency), (sum, line) => line.Price is { } price ? sum + price : sum);
        return new Basket(lines, goods, cart.Items.Count == 0 ? null : await Quote(cart, address, session.Currency, cancellation));
    }

    /// <exception cref="WrongRequestException">The shop has no such product.</exception>
    public async Task Add(Session session, string productId, int quantity, CancellationToken cancellation)
    {
        if (!await shelf.Has(productId, cancellation))
        {
            throw new WrongRequestException("productId", "is no product of the shop");
        }

        await Change(session, productId, quantity, cancellation);
    }

    /// <summary>Makes it as many as said; 0 takes the product out.</summary>
    public async Task Set(Session session, string productId, int quantity, CancellationToken cancellation)
    {
        var cart = await Cart(session, cancellation);
        var difference = quantity - cart.Items.Where(item => item.ProductId == productId).Sum(item => item.Quantity);
        if (difference != 0)
        {
            await Change(session, productId, difference, cancellation);
        }
    }

    public async Task Empty(Session session, CancellationToken cancellation) =>
        await carts.EmptyCartAsync(new EmptyCartRequest { UserId = session.UserId }, cancellationToken: cancellation);

    private async Task<Contracts.Cart> Cart(Session session, CancellationToken cancellation) =>
        await carts.GetCartAsync(new GetCartRequest { UserId = session.UserId }, cancellationToken: cancellation);

    private async Task Change(Session session, string productId, int difference, CancellationToken cancellation) => await carts.AddItemAsync(
        new AddItemRequest { UserId = session.UserId, Item = new CartItem { ProductId = productId, Quantity = difference } }, cancellationToken: cancellation);

    private async Task<BasketLine> Line(CartItem item, string currency, CancellationToken cancellation) =>
        new(item.ProductId, item.Quantity, await shelf.Find(item.ProductId, currency, cancellation));

    // The order itself will ask again; until then a page without it is better than none.
    private async Task<Money?> Quote(Contracts.Cart cart, Address address, string currency, CancellationToken cancellation)
    {
        try
        {
            var quote = await shipping.GetQuoteAsync(new GetQuoteRequest { Address = address, Items = { cart.Items } }, cancellationToken: cancellation);
            return Money.From(await prices.Convert(quote.CostUsd, currency, cancellation));
        }
        catch (RpcException dead) when (dead.IsDown())
        {
            StorefrontLog.Without(log, "a shipping quote", dead.StatusCode);
            return null;
        }
    }
}
