using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The one table of rpcs that may be made again when nobody answered: the first attempt may have been carried out all the same.
/// What is not in it is never repeated.
/// </summary>
internal static class IdempotentRpcs
{
    // They change nothing, or the same message twice changes nothing more than once.
    private static readonly HashSet<string> AlwaysRetryable =
    [
        "/oteldemo.AccountingService/ListBookedOrders",
        "/oteldemo.AdService/GetAds",
        "/oteldemo.CartService/GetCart",
        "/oteldemo.CheckoutService/GetOrder",
        "/oteldemo.CurrencyService/Convert",
        "/oteldemo.CurrencyService/GetSupportedCurrencies",
        "/oteldemo.EmailService/SendOrderConfirmation",
        "/oteldemo.EventDelivery/Deliver",
        "/oteldemo.FeatureFlagService/GetFlag",
        "/oteldemo.FeatureFlagService/ListFlags",
        "/oteldemo.PaymentService/Refund",
        "/oteldemo.ProductCatalogService/GetProduct",
        "/oteldemo.ProductCatalogService/ListProducts",
        "/oteldemo.ProductCatalogService/SearchProducts",
        "/oteldemo.QuoteService/CalculateQuote",
        "/oteldemo.RecommendationService/ListRecommendations",
        "/oteldemo.ShippingService/CancelShipment",
        "/oteldemo.ShippingService/GetQuote",
    ];

    // Their callee keeps the key and answers a repetition with the first answer. Without a key a second charge is a second charge.
    private static readonly HashSet<string> RetryableWithKey =
    [
        "/oteldemo.CartService/RemoveItems",
        "/oteldemo.CheckoutService/PlaceOrder",
        "/oteldemo.PaymentService/Charge",
        "/oteldemo.ShippingService/ShipOrder",
    ];

    /// <param name="method">As on the wire: <c>/oteldemo.CartService/GetCart</c>.</param>
    /// <param name="headers">The call's metadata.</param>
    public static bool IsRetryable(string method, Metadata? headers) =>
        AlwaysRetryable.Contains(method) || (RetryableWithKey.Contains(method) && headers?.GetValue(IdempotencyKey.Header) is { Length: > 0 });

    /// <summary>Every rpc the table names.</summary>
    public static IEnumerable<string> Named => AlwaysRetryable.Concat(RetryableWithKey);
}
