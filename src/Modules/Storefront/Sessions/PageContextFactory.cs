using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>Collects the data that every page shows. What is not available is omitted, and the page is shown without it.</summary>
internal sealed class PageContextFactory(
    CurrencyService.CurrencyServiceClient currencies, CartService.CartServiceClient carts, IFeatureClient flags, OptionalContent optional)
{
    private const string HomePath = "/";

    public Task<PageContext> CreateAsync(HttpContext context) => CreateAsync(context, Cookies.Session(context.Request), context.RequestAborted);

    /// <summary>
    /// Creates the context of an error page; a new shopper gets one without any call. It leads back to the home page, because an answer never
    /// repeats an address that the shop does not know.
    /// </summary>
    public async Task<PageContext> CreateForErrorPageAsync(HttpContext context) => Cookies.Session(context.Request) is { } session
        ? await CreateAsync(context, session, context.RequestAborted) with { Path = HomePath }
        : PageContext.WithoutServices(EnsureSession(context), HomePath);

    private async Task<PageContext> CreateAsync(HttpContext context, Session? session, CancellationToken cancellationToken)
    {
        var known = ReadCurrenciesAsync(cancellationToken);
        var lines = session is null ? Task.FromResult(0) : CountCartLinesAsync(session, cancellationToken);
        session = WithKnownCurrency(session ?? EnsureSession(context), await known);
        return new PageContext(session, PathOf(context.Request), await known, await lines, await ReadPictureDelayAsync(session));
    }

    private static Session EnsureSession(HttpContext context)
    {
        var session = Session.New();
        Cookies.SaveSession(context, session);
        return session;
    }

    // A currency that is no longer supported must not prevent the shopper from using the shop.
    private static Session WithKnownCurrency(Session session, List<string> known) =>
        known.Count == 0 || known.Contains(session.Currency) ? session : session with { Currency = Prices.CatalogueCurrency };

    private static string PathOf(HttpRequest request) => HttpMethods.IsPost(request.Method) ? "/cart" : request.Path + request.QueryString.ToUriComponent();

    private Task<List<string>> ReadCurrenciesAsync(CancellationToken cancellationToken) => optional.ReadAsync<List<string>>(
        "currencies",
        async token => [.. (await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: token)).CurrencyCodes.Order(StringComparer.Ordinal)],
        [],
        cancellationToken);

    private Task<int> CountCartLinesAsync(Session session, CancellationToken cancellationToken) => optional.ReadAsync(
        "the cart",
        async token => (await carts.GetCartAsync(new GetCartRequest { UserId = session.UserId }, cancellationToken: token)).Items.Count,
        0,
        cancellationToken);

    private Task<int> ReadPictureDelayAsync(Session session) => flags.GetIntegerValueAsync("imageSlowLoad", 0, EvaluationContext.Builder()
        .SetTargetingKey(session.UserId).Set("userId", session.UserId).Set("currencyCode", session.Currency).Build());
}
