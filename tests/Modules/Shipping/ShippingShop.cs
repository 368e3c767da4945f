using AstronomyShop.Contracts;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Shipping;

/// <summary>A shop with the quote and shipping modules, and access to the stored shipments.</summary>
internal sealed class ShippingShop : IAsyncDisposable
{
    private readonly ShopUnderTest shop;

    private ShippingShop(ShopUnderTest shop)
    {
        this.shop = shop;
        Client = shop.Client(channel => new ShippingService.ShippingServiceClient(channel));
    }

    public static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public ShippingService.ShippingServiceClient Client { get; }

    public string DataDirectory => shop.DataDirectory;

    public static async Task<ShippingShop> OpenAsync(string? dataDirectory = null, TimeProvider? clock = null, Action<IServiceCollection>? configure = null) =>
        new(await ShopUnderTest.StartAsync(
            [new QuoteModule(), new ShippingModule()],
            dataDirectory: dataDirectory,
            configure: services =>
            {
                services.AddSingleton(clock ?? TimeProvider.System);
                configure?.Invoke(services);
            }));

    public static ShipOrderRequest NewOrder(params int[] quantities) => new()
    {
        Address = new Address { StreetAddress = "7 Kepler Lane", City = "Benatky", State = "Bohemia", Country = "Czechia", ZipCode = "29471" },
        Items = { quantities.Select((quantity, line) => new CartItem { ProductId = $"PRODUCT{line}", Quantity = quantity }) },
    };

    public static Metadata Key(string key) => new() { { IdempotencyKey.Header, key } };

    public static ShippingDbContext OpenDatabase(string dataDirectory) =>
        new(new DbContextOptionsBuilder<ShippingDbContext>().UseSqlite($"Data Source={Path.Combine(dataDirectory, "shipping.db")};Pooling=False").Options);

    public async Task<string> ShipAsync(ShipOrderRequest order, Metadata? headers = null) =>
        (await Client.ShipOrderAsync(order, headers, cancellationToken: TestCancellation)).TrackingId;

    public async Task CancelAsync(string key) =>
        await Client.CancelShipmentAsync(new CancelShipmentRequest { IdempotencyKey = key }, cancellationToken: TestCancellation);

    public async Task<List<Shipment>> ShippedAsync()
    {
        await using var book = OpenDatabase(DataDirectory);
        return await book.Shipments.AsNoTracking().ToListAsync(TestCancellation);
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();
}
