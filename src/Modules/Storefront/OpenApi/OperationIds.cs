namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>The names of those operations that the document describes in more than one place.</summary>
internal static class OperationIds
{
    public const string Checkout = "checkout";
    public const string QuoteShipping = "quoteShipping";
}
