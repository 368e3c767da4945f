using AstronomyShop.Modules.Storefront.Requests;

namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>What the shop knows of a shopper: the id that opens the cart, and the currency to show prices in.</summary>
internal sealed record Session(string UserId, string Currency)
{
    private const char Separator = '.';

    public static Session New() => new(Guid.NewGuid().ToString(), Prices.CatalogueCurrency);

    /// <summary>Null for what nobody wrote here.</summary>
    public static Session? Parse(string? text) =>
        text?.Split(Separator) is [var userId, { Length: 3 } currency] && UserIdFormat.IsValid(userId) && currency.All(char.IsAsciiLetterUpper)
            ? new Session(userId, currency)
            : null;

    public override string ToString() => $"{UserId}{Separator}{Currency}";
}
