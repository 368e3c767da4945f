using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.SharedKernel.Flags;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Visits;

/// <summary>Finds what every page shows. None of it is worth a page: what cannot be had is left out.</summary>
internal sealed class VisitorsBook(
    CurrencyService.CurrencyServiceClient currencies, CartService.CartServiceClient carts, IFeatureClient flags, TimeProvider clock, ILogger<VisitorsBook> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public Task<Visit> Begin(HttpContext context) => Begin(context, Cookies.Session(context.Request), context.RequestAborted);

    /// <summary>For a page that must be shown whatever is down or slow, with what can be had soon.</summary>
    public async Task<Visit> BeginAnyway(HttpContext context)
    {
        if (Cookies.Session(context.Request) is not { } session)
        {
            return Visit.Lonely(Enter(context), PathOf(context.Request));
        }

        using var time = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, time.Token);
        try
        {
            return await Begin(context, session, either.Token);
        }
        catch (RpcException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return Visit.Lonely(session, PathOf(context.Request));
        }
    }

    private async Task<Visit> Begin(HttpContext context, Session? session, CancellationToken cancellation)
    {
        var known = Known(cancellation);
        var lines = session is null ? Task.FromResult(0) : Lines(session, cancellation);
        session = Showable(session ?? Enter(context), await known);
        return new Visit(session, PathOf(context.Request), await known, await lines, await PictureDelay(session));
    }

    private static Session Enter(HttpContext context)
    {
        var session = Session.New();
        Cookies.Keep(context, session);
        return session;
    }

    // A currency that the shop has no more must not keep its shoppers out.
    private static Session Showable(Session session, List<string> known) =>
        known.Count == 0 || known.Contains(session.Currency) ? session : session with { Currency = Prices.CatalogueCurrency };

    private static string PathOf(HttpRequest request) => HttpMethods.IsPost(request.Method) ? "/cart" : request.Path + request.QueryString.ToUriComponent();

    private async Task<List<string>> Known(CancellationToken cancellation)
    {
        try
        {
            var answer = await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: cancellation);
            return [.. answer.CurrencyCodes.Order(StringComparer.Ordinal)];
        }
        catch (RpcException dead) when (dead.IsDown())
        {
            StorefrontLog.Without(log, "currencies", dead.StatusCode);
            return [];
        }
    }

    private async Task<int> Lines(Session session, CancellationToken cancellation)
    {
        try
        {
            return (await carts.GetCartAsync(new GetCartRequest { UserId = session.UserId }, cancellationToken: cancellation)).Items.Count;
        }
        catch (RpcException dead) when (dead.IsDown())
        {
            StorefrontLog.Without(log, "the cart", dead.StatusCode);
            return 0;
        }
    }

    private Task<int> PictureDelay(Session session) => flags.GetIntegerValueAsync("imageSlowLoad", 0, EvaluationContext.Builder()
        .SetTargetingKey(session.UserId).Set("userId", session.UserId).Set("currencyCode", session.Currency).Build());
}
