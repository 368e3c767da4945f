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
        new AuditModule(),
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
