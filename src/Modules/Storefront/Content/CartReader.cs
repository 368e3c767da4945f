using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>Reads and changes carts for the pages.</summary>
internal sealed class CartReader(
    CartService.CartServiceClient carts, ShippingService.ShippingServiceClient shipping, ProductReader products, Prices prices, OptionalContent optional)
{
    public async Task<PricedCart> FindAsync(Session session, Address address, CancellationToken cancellationToken)
    {
        var cart = await CartAsync(session, cancellationToken);
        var lines = await Task.WhenAll(cart.Items.Select(item => LineAsync(item, session.Currency, cancellationToken)));
        var goods = lines.Aggregate(Money.Zero(session.Currency), (sum, line) => line.Price is { } price ? sum + price : sum);
        return new PricedCart(lines, goods, cart.Items.Count == 0 ? null : await QuoteAsync(cart, address, session.Currency, cancellationToken));
    }

    /// <exception cref="InvalidRequestException">The product does not exist.</exception>
    public async Task AddAsync(Session session, string productId, int quantity, CancellationToken cancellationToken)
    {
        if (!await products.HasAsync(productId, cancellationToken))
        {
            throw new InvalidRequestException("productId", "is not a product of the shop");
        }

        await ChangeAsync(session, productId, quantity, cancellationToken);
    }

    /// <summary>Sets the quantity of a product; 0 removes it.</summary>
    public async Task SetAsync(Session session, string productId, int quantity, CancellationToken cancellationToken)
    {
        var cart = await CartAsync(session, cancellationToken);
        var difference = quantity - cart.Items.Where(item => item.ProductId == productId).Sum(item => item.Quantity);
        if (difference != 0)
        {
            await ChangeAsync(session, productId, difference, cancellationToken);
        }
    }

    public async Task EmptyAsync(Session session, CancellationToken cancellationToken) =>
        await carts.EmptyCartAsync(new EmptyCartRequest { UserId = session.UserId }, cancellationToken: cancellationToken);

    private async Task<Contracts.Cart> CartAsync(Session session, CancellationToken cancellationToken) =>
        await carts.GetCartAsync(new GetCartRequest { UserId = session.UserId }, cancellationToken: cancellationToken);

    private async Task ChangeAsync(Session session, string productId, int difference, CancellationToken cancellationToken) => await carts.AddItemAsync(
        new AddItemRequest { UserId = session.UserId, Item = new CartItem { ProductId = productId, Quantity = difference } }, cancellationToken: cancellationToken);

    private async Task<PricedCartLine> LineAsync(CartItem item, string currency, CancellationToken cancellationToken) =>
        new(item.ProductId, item.Quantity, await products.FindAsync(item.ProductId, currency, cancellationToken));

    // The order gets a new quote; until then a page without one is better than none.
    private Task<Money?> QuoteAsync(Contracts.Cart cart, Address address, string currency, CancellationToken cancellationToken) => optional.ReadAsync<Money?>(
        "a shipping quote",
        async token =>
        {
            var quote = await shipping.GetQuoteAsync(new GetQuoteRequest { Address = address, Items = { cart.Items } }, cancellationToken: token);
            return Money.From(await prices.ConvertAsync(quote.CostUsd, currency, token));
        },
        null,
        cancellationToken);
}
