using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Audit;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>A checkout with the real modules that it calls, any of which a test may replace.</summary>
internal sealed class CheckoutShop : IAsyncDisposable
{
    public const string Flashlight = "LS4PSXUNUM";
    public const string Explorascope = "OLJCESPC7Z";

    private readonly ShopUnderTest shop;

    private CheckoutShop(ShopUnderTest shop)
    {
        this.shop = shop;
        Checkout = new CheckoutService.CheckoutServiceClient(shop.Channel);
        Carts = new CartService.CartServiceClient(shop.Channel);
        Ledger = new AccountingService.AccountingServiceClient(shop.Channel);
    }

    public static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public CheckoutService.CheckoutServiceClient Checkout { get; }

    public CartService.CartServiceClient Carts { get; }

    public AccountingService.AccountingServiceClient Ledger { get; }

    public ShopUnderTest Shop => shop;

    public HttpClient Management => shop.Management;

    public string DataDirectory => shop.DataDirectory;

    /// <param name="dataDirectory">The data directory of an earlier shop.</param>
    /// <param name="attemptTime">The time without progress after which recovery takes an attempt over; the default is longer than any normal step.</param>
    /// <param name="settings">More settings.</param>
    /// <param name="configure">Adds to the services of the host.</param>
    /// <param name="replacements">Modules that replace the real modules with the same names.</param>
    public static async Task<CheckoutShop> OpenAsync(string? dataDirectory = null, string attemptTime = "00:00:20", (string Key, string Value)[]? settings = null, Action<IServiceCollection>? configure = null, params IModule[] replacements)
    {
        IModule[] real =
        [
            new AccountingModule(), new AuditModule(), new CartModule(), new CatalogModule(), new CheckoutModule(), new CurrencyModule(), new EmailModule(),
            new FraudDetectionModule(), new PaymentModule(), new QuoteModule(), new ShippingModule(),
        ];
        return new CheckoutShop(await ShopUnderTest.StartAsync(
            [.. real.Where(module => !Array.Exists(replacements, other => other.Descriptor.Name == module.Descriptor.Name)), .. replacements],
            [
                .. settings ?? [],
                .. Defaults(attemptTime).Where(setting => !Array.Exists(settings ?? [], other => other.Key == setting.Key)),
            ],
            dataDirectory,
            configure));
    }

    public async Task FillAsync(string product = Flashlight, int quantity = 1) => await Carts.AddItemAsync(
        new AddItemRequest { UserId = UserId, Item = new CartItem { ProductId = product, Quantity = quantity } }, cancellationToken: TestCancellation);

    public async Task<IEnumerable<CartItem>> CartLinesAsync() =>
        (await Carts.GetCartAsync(new GetCartRequest { UserId = UserId }, cancellationToken: TestCancellation)).Items;

    public PlaceOrderRequest NewOrder() => new()
    {
        UserId = UserId,
        UserCurrency = "EUR",
        Email = "ana@example.com",
        Address = new Address { City = "Benatky", Country = "Czechia" },
        CreditCard = new CreditCardInfo
        {
            CreditCardNumber = "4432-8015-6152-0454",
            CreditCardCvv = 672,
            CreditCardExpirationYear = 2039,
            CreditCardExpirationMonth = 1,
        },
    };

    public AsyncUnaryCall<PlaceOrderResponse> Place(string? key = null, Action<PlaceOrderRequest>? but = null)
    {
        var order = NewOrder();
        but?.Invoke(order);
        return Checkout.PlaceOrderAsync(order, key is null ? null : new Metadata { { IdempotencyKey.Header, key } }, cancellationToken: TestCancellation);
    }

    public async Task<AuditSummary> AuditAsync() => await AuditSummary.ReadAsync(shop);

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private static (string Key, string Value)[] Defaults(string attemptTime) =>
    [
        ("Modules:Checkout:LookEvery", "00:00:00.05"),
        ("Modules:Checkout:AttemptTime", attemptTime),
        ("Modules:Checkout:ParkAfter", "3"),
        ("Logging:LogLevel:Default", "None"),
    ];
}
