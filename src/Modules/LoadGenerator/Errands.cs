using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>What a customer may do next, with the weights, spans and attributes of the public shop's script.</summary>
internal sealed class Errands
{
    private static readonly string[] Products =
    [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z", "HQTGWGPNH4",
    ];

    private static readonly string[] Categories = ["binoculars", "telescopes", "accessories", "assembly", "travel", "books", "None"];

    private static readonly int[] Quantities = [1, 2, 3, 4, 5, 10];

    private readonly Visit shop;
    private readonly LoadFlags flags;
    private readonly Random random;
    private readonly ModuleTelemetry telemetry;
    private readonly ILogger log;
    private readonly Func<CancellationToken, Task>[] drawer;

    public Errands(Visit shop, LoadFlags flags, Random random, ModuleTelemetry telemetry, ILogger<Errands> log)
    {
        (this.shop, this.flags, this.random, this.telemetry, this.log) = (shop, flags, random, telemetry, log);

        (Func<CancellationToken, Task> Errand, int Weight)[] all =
        [
            (Index, 1), (BrowseProduct, 10), (GetRecommendations, 3), (GetAds, 3), (ViewCart, 3), (AddToCart, 2), (Checkout, 1), (CheckoutMulti, 1), (FloodHome, 5),
        ];

        // As many slips of each as it has weight: drawing one is drawing by weight.
        drawer = [.. all.SelectMany(one => Enumerable.Repeat(one.Errand, one.Weight))];
    }

    /// <summary>What everybody does first.</summary>
    public Task Enter(CancellationToken leaving) => Run(LoadGeneratorTelemetry.SessionStart, _ => shop.Get("/", leaving));

    /// <summary>Something, by weight.</summary>
    public Task Any(CancellationToken leaving) => Draw(drawer)(leaving);

    private Task Index(CancellationToken leaving) => Run(LoadGeneratorTelemetry.Index, _ => shop.Get("/", leaving));

    private Task BrowseProduct(CancellationToken leaving) => Run(LoadGeneratorTelemetry.BrowseProduct, span =>
        shop.Get($"/api/products/{Tag(span, LoadGeneratorTelemetry.ProductId, Draw(Products))}", leaving));

    private Task GetRecommendations(CancellationToken leaving) => Run(LoadGeneratorTelemetry.GetRecommendations, span =>
        shop.Get($"/api/recommendations?productIds={Tag(span, LoadGeneratorTelemetry.ProductId, Draw(Products))}", leaving));

    private Task GetAds(CancellationToken leaving) => Run(LoadGeneratorTelemetry.GetAds, span =>
        shop.Get($"/api/data/?contextKeys={Tag(span, LoadGeneratorTelemetry.Category, Draw(Categories))}", leaving));

    private Task ViewCart(CancellationToken leaving) => Run(LoadGeneratorTelemetry.ViewCart, _ => shop.Get("/api/cart", leaving));

    private Task AddToCart(CancellationToken leaving) => AddToCart(NewUser(), leaving);

    private Task AddToCart(string userId, CancellationToken leaving) => Run(LoadGeneratorTelemetry.AddToCart, async span =>
    {
        var (productId, quantity) = (Draw(Products), Draw(Quantities));
        Tag(span, Attributes.UserId, userId);
        Tag(span, LoadGeneratorTelemetry.ProductId, productId);
        Tag(span, LoadGeneratorTelemetry.Quantity, quantity);
        await shop.Get($"/api/products/{productId}", leaving);
        await shop.Post("/api/cart", new { item = new { productId, quantity }, userId }, leaving);
    });

    private Task Checkout(CancellationToken leaving) => Run(LoadGeneratorTelemetry.CheckoutSingle, async span =>
    {
        var userId = Tag(span, Attributes.UserId, NewUser());
        await AddToCart(userId, leaving);
        await shop.Post("/api/checkout", Draw(Person.All).Order(userId), leaving);
    });

    private Task CheckoutMulti(CancellationToken leaving) => Run(LoadGeneratorTelemetry.CheckoutMulti, async span =>
    {
        var userId = Tag(span, Attributes.UserId, NewUser());
        var items = Tag(span, LoadGeneratorTelemetry.ItemCount, random.Next(2, 5));
        for (var item = 0; item < items; item++)
        {
            await AddToCart(userId, leaving);
        }

        await shop.Post("/api/checkout", Draw(Person.All).Order(userId), leaving);
    });

    private async Task FloodHome(CancellationToken leaving)
    {
        var pages = await flags.PagesInARow();
        if (pages == 0)
        {
            return;
        }

        await Run(LoadGeneratorTelemetry.FloodHome, async span =>
        {
            Tag(span, LoadGeneratorTelemetry.FloodCount, pages);
            for (var page = 0; page < pages; page++)
            {
                await shop.Get("/", leaving);
            }
        });
    }

    private async Task Run(string errand, Func<Activity?, Task> steps)
    {
        using var span = telemetry.StartSpan(errand, ActivityKind.Client);
        try
        {
            await steps(span);
            LoadGeneratorLog.Done(log, errand);
        }
        catch (HttpRequestException refused)
        {
            var why = refused.StatusCode is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : refused.GetType().FullName;
            span?.SetTag(Attributes.ErrorType, why);
            span?.SetStatus(ActivityStatusCode.Error);
            LoadGeneratorLog.Failed(log, errand, why);
            throw;
        }
    }

    private static T Tag<T>(Activity? span, string name, T value)
    {
        span?.SetTag(name, value);
        return value;
    }

    private static string NewUser() => Guid.NewGuid().ToString();

    private T Draw<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
