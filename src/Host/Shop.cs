using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Ad;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Edge;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Images;
using AstronomyShop.Modules.LoadGenerator;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.Modules.Storefront;
using AstronomyShop.SharedKernel.Hosting;

namespace AstronomyShop.Host;

/// <summary>The module list of the shop, one line per module.</summary>
public static class Shop
{
    /// <summary>Every module, in the order in which they start.</summary>
    public static IReadOnlyList<IModule> Modules { get; } =
    [
        new AccountingModule(),
        new AdModule(),
        new CartModule(),
        new CatalogModule(),
        new CheckoutModule(),
        new CurrencyModule(),
        new EdgeModule(),
        new EmailModule(),
        new FlagsModule(),
        new FraudDetectionModule(),
        new ImagesModule(),
        new LoadGeneratorModule(),
        new ObservatoryModule(),
        new PaymentModule(),
        new QuoteModule(),
        new RecommendationModule(),
        new ShippingModule(),
        new StorefrontModule(),
    ];
}
