using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Requests;

namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>The session of a shopper: the user id, which gives access to the cart, and the currency of displayed prices.</summary>
internal sealed record Session(string UserId, string Currency)
{
    private const char Separator = '.';

    public static Session New() => new(Guid.NewGuid().ToString(), Prices.CatalogueCurrency);

    /// <summary>Null when the text is not a valid session.</summary>
    public static Session? Parse(string? text) =>
        text?.Split(Separator) is [var userId, { Length: 3 } currency] && UserIdFormat.IsValid(userId) && currency.All(char.IsAsciiLetterUpper)
            ? new Session(userId, currency)
            : null;

    public override string ToString() => $"{UserId}{Separator}{Currency}";
}
