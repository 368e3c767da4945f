namespace AstronomyShop.Tests.Traces;

/// <summary>A visit whose trace must be the same in either shape.</summary>
/// <param name="Name">What the visitor does.</param>
/// <param name="Go">Does it.</param>
/// <param name="Awaited">Beginnings of labels without which the trace is not whole: what is done after the answer.</param>
internal sealed record Tour(string Name, Func<Visitor, Task> Go, params string[] Awaited)
{
    public static IReadOnlyList<Tour> All { get; } =
    [
        new Tour(
            "buying",
            async visitor =>
            {
                await visitor.Add(traced: false);
                await visitor.Buy();
            },
            "accounting: orders process (CONSUMER)",
            "fraud-detection: orders process (CONSUMER)",
            "email: oteldemo.EmailService/SendOrderConfirmation (SERVER)",
            "cart: oteldemo.CartService/RemoveItems (SERVER)"),
        new Tour("adding to the cart", visitor => visitor.Add(traced: true)),
        .. ((string[])
        [
            "/",
            "/api/products/LS4PSXUNUM",
            "/api/products?currencyCode=EUR",
            "/api/cart?sessionId={user}&currencyCode=EUR",
            "/api/recommendations?productIds=LS4PSXUNUM&sessionId={user}&currencyCode=EUR",
            "/api/data?contextKeys=telescopes",
            "/images/products/LensCleaningKit.jpg",
        ]).Select(path => new Tour(path, visitor => visitor.Get(path))),
    ];
}

/// <summary>Every tour, by name.</summary>
public sealed class EveryTour : TheoryData<string>
{
    public EveryTour() => AddRange(Tour.All.Select(tour => tour.Name).ToArray());
}
