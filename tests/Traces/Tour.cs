namespace AstronomyShop.Tests.Traces;

/// <summary>Requests whose trace must be the same in both deployments.</summary>
/// <param name="Name">The name of the tour.</param>
/// <param name="Go">Sends the requests.</param>
/// <param name="ExpectedServices">The beginnings of the labels of spans that end after the response. The trace is complete when it has them.</param>
internal sealed record Tour(string Name, Func<TracingClient, Task> Go, params string[] ExpectedServices)
{
    public static IReadOnlyList<Tour> All { get; } =
    [
        new Tour(
            "buying",
            async client =>
            {
                await client.AddAsync(traced: false);
                await client.BuyAsync();
            },
            "accounting: orders process (CONSUMER)",
            "fraud-detection: orders process (CONSUMER)",
            "email: oteldemo.EmailService/SendOrderConfirmation (SERVER)",
            "cart: oteldemo.CartService/RemoveItems (SERVER)"),
        new Tour("adding to the cart", client => client.AddAsync(traced: true)),
        .. ((string[])
        [
            "/",
            "/api/products/LS4PSXUNUM",
            "/api/products?currencyCode=EUR",
            "/api/cart?sessionId={user}&currencyCode=EUR",
            "/api/recommendations?productIds=LS4PSXUNUM&sessionId={user}&currencyCode=EUR",
            "/api/data?contextKeys=telescopes",
            "/images/products/LensCleaningKit.jpg",
        ]).Select(path => new Tour(path, client => client.GetAsync(path))),
    ];
}

/// <summary>Every tour, by name.</summary>
public sealed class TourNames : TheoryData<string>
{
    public TourNames() => AddRange(Tour.All.Select(tour => tour.Name).ToArray());
}
