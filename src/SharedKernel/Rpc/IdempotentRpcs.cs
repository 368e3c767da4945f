using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The table of RPCs that may be retried when no response arrived although the first attempt may have been executed. An RPC that is not in the
/// table is never retried.
/// </summary>
internal static class IdempotentRpcs
{
    // Read-only RPCs, and RPCs where repeating the same message has no further effect.
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

    // The callee stores the key and answers a repeated call with the first response. Without a key a second charge would be made.
    private static readonly HashSet<string> RetryableWithKey =
    [
        "/oteldemo.CartService/RemoveItems",
        "/oteldemo.CheckoutService/PlaceOrder",
        "/oteldemo.PaymentService/Charge",
        "/oteldemo.ShippingService/ShipOrder",
    ];

    /// <param name="method">The full method name with a leading slash: <c>/oteldemo.CartService/GetCart</c>.</param>
    /// <param name="headers">The metadata of the call.</param>
    public static bool IsRetryable(string method, Metadata? headers) =>
        AlwaysRetryable.Contains(method) || (RetryableWithKey.Contains(method) && headers?.GetValue(IdempotencyKey.Header) is { Length: > 0 });

    /// <summary>All RPCs in the table.</summary>
    public static IEnumerable<string> Named => AlwaysRetryable.Concat(RetryableWithKey);
}
