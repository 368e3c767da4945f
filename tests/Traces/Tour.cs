namespace AstronomyShop.Tests.Traces;

/// <summary>Requests whose trace must be the same in both deployments.</summary>
/// <param name="Name">What the visitor does.</param>
/// <param name="Go">Does it.</param>
/// <param name="ExpectedServices">Beginnings of labels without which the trace is not whole: what is done after the answer.</param>
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
