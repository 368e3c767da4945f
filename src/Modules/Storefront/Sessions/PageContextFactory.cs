using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.SharedKernel.FeatureFlags;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>Collects the data that every page shows. What is not available is omitted, and the page is shown without it.</summary>
internal sealed class PageContextFactory(
    CurrencyService.CurrencyServiceClient currencies, CartService.CartServiceClient carts, IFeatureClient flags, TimeProvider clock, ILogger<PageContextFactory> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public Task<PageContext> CreateAsync(HttpContext context) => CreateAsync(context, Cookies.Session(context.Request), context.RequestAborted);

    /// <summary>
    /// Creates the context of an error page, which must be shown even when modules are down or slow, with the data that is available quickly.
    /// </summary>
    public async Task<PageContext> CreateForErrorPageAsync(HttpContext context)
    {
        if (Cookies.Session(context.Request) is not { } session)
        {
            return PageContext.WithoutServices(EnsureSession(context), PathOf(context.Request));
        }

        using var time = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, time.Token);
        try
        {
            return await CreateAsync(context, session, either.Token);
        }
        catch (RpcException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return PageContext.WithoutServices(session, PathOf(context.Request));
        }
    }

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

    private async Task<List<string>> ReadCurrenciesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: cancellationToken);
            return [.. answer.CurrencyCodes.Order(StringComparer.Ordinal)];
        }
        catch (RpcException exception) when (exception.IsDown())
        {
            StorefrontLog.ShownWithout(logger, "currencies", exception.StatusCode);
            return [];
        }
    }

    private async Task<int> CountCartLinesAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return (await carts.GetCartAsync(new GetCartRequest { UserId = session.UserId }, cancellationToken: cancellationToken)).Items.Count;
        }
        catch (RpcException exception) when (exception.IsDown())
        {
            StorefrontLog.ShownWithout(logger, "the cart", exception.StatusCode);
            return 0;
        }
    }

    private Task<int> ReadPictureDelayAsync(Session session) => flags.GetIntegerValueAsync("imageSlowLoad", 0, EvaluationContext.Builder()
        .SetTargetingKey(session.UserId).Set("userId", session.UserId).Set("currencyCode", session.Currency).Build());
}
