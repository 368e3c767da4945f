using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The tasks of a simulated user, with the weights, spans and attributes of the public shop's script.</summary>
internal sealed class UserScenarios
{
    private static readonly string[] Products =
    [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z", "HQTGWGPNH4",
    ];

    private static readonly string[] Categories = ["binoculars", "telescopes", "accessories", "assembly", "travel", "books", "None"];

    private static readonly int[] Quantities = [1, 2, 3, 4, 5, 10];

    private readonly ShopClient shop;
    private readonly LoadFlags flags;
    private readonly Random random;
    private readonly ModuleTelemetry telemetry;
    private readonly ILogger logger;
    private readonly Func<CancellationToken, Task>[] weightedScenarios;

    public UserScenarios(ShopClient shop, LoadFlags flags, Random random, ModuleTelemetry telemetry, ILogger<UserScenarios> logger)
    {
        (this.shop, this.flags, this.random, this.telemetry, this.logger) = (shop, flags, random, telemetry, logger);

        (Func<CancellationToken, Task> Errand, int Weight)[] all =
        [
            (IndexAsync, 1), (BrowseProductAsync, 10), (GetRecommendationsAsync, 3), (GetAdsAsync, 3), (ViewCartAsync, 3), (AddToCartAsync, 2), (CheckoutAsync, 1), (CheckoutMultiAsync, 1), (FloodHomeAsync, 5),
        ];

        // Each task is in the list as often as its weight says: a uniform choice is a weighted choice.
        weightedScenarios = [.. all.SelectMany(one => Enumerable.Repeat(one.Errand, one.Weight))];
    }

    /// <summary>The first task of every user.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.SessionStart, _ => shop.GetAsync("/", cancellationToken));

    /// <summary>A random task, chosen by weight.</summary>
    public Task AnyAsync(CancellationToken cancellationToken) => PickRandom(weightedScenarios)(cancellationToken);

    private Task IndexAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.Index, _ => shop.GetAsync("/", cancellationToken));

    private Task BrowseProductAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.BrowseProduct, span =>
        shop.GetAsync($"/api/products/{SetTag(span, LoadGeneratorTelemetry.ProductId, PickRandom(Products))}", cancellationToken));

    private Task GetRecommendationsAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.GetRecommendations, span =>
        shop.GetAsync($"/api/recommendations?productIds={SetTag(span, LoadGeneratorTelemetry.ProductId, PickRandom(Products))}", cancellationToken));

    private Task GetAdsAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.GetAds, span =>
        shop.GetAsync($"/api/data/?contextKeys={SetTag(span, LoadGeneratorTelemetry.Category, PickRandom(Categories))}", cancellationToken));

    private Task ViewCartAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.ViewCart, _ => shop.GetAsync("/api/cart", cancellationToken));

    private Task AddToCartAsync(CancellationToken cancellationToken) => AddToCartAsync(NewUser(), cancellationToken);

    private Task AddToCartAsync(string userId, CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.AddToCart, async span =>
    {
        var (productId, quantity) = (PickRandom(Products), PickRandom(Quantities));
        SetTag(span, TelemetryAttributes.UserId, userId);
        SetTag(span, LoadGeneratorTelemetry.ProductId, productId);
        SetTag(span, LoadGeneratorTelemetry.Quantity, quantity);
        await shop.GetAsync($"/api/products/{productId}", cancellationToken);
        await shop.PostAsync("/api/cart", new { item = new { productId, quantity }, userId }, cancellationToken);
    });

    private Task CheckoutAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.CheckoutSingle, async span =>
    {
        var userId = SetTag(span, TelemetryAttributes.UserId, NewUser());
        await AddToCartAsync(userId, cancellationToken);
        await shop.PostAsync("/api/checkout", PickRandom(CustomerProfile.All).Order(userId), cancellationToken);
    });

    private Task CheckoutMultiAsync(CancellationToken cancellationToken) => RunAsync(LoadGeneratorTelemetry.CheckoutMulti, async span =>
    {
        var userId = SetTag(span, TelemetryAttributes.UserId, NewUser());
        var items = SetTag(span, LoadGeneratorTelemetry.ItemCount, random.Next(2, 5));
        for (var item = 0; item < items; item++)
        {
            await AddToCartAsync(userId, cancellationToken);
        }

        await shop.PostAsync("/api/checkout", PickRandom(CustomerProfile.All).Order(userId), cancellationToken);
    });

    private async Task FloodHomeAsync(CancellationToken cancellationToken)
    {
        var pages = await flags.ReadPageCountAsync();
        if (pages == 0)
        {
            return;
        }

        await RunAsync(LoadGeneratorTelemetry.FloodHome, async span =>
        {
            SetTag(span, LoadGeneratorTelemetry.FloodCount, pages);
            for (var page = 0; page < pages; page++)
            {
                await shop.GetAsync("/", cancellationToken);
            }
        });
    }

    private async Task RunAsync(string scenario, Func<Activity?, Task> steps)
    {
        using var span = telemetry.StartSpan(scenario, ActivityKind.Client);
        try
        {
            await steps(span);
            LoadGeneratorLog.Done(logger, scenario);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var why = (exception as HttpRequestException)?.StatusCode is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : exception.GetType().FullName;
            span?.SetTag(TelemetryAttributes.ErrorType, why);
            span?.SetStatus(ActivityStatusCode.Error);
            LoadGeneratorLog.Failed(logger, scenario, why);
            throw;
        }
    }

    private static T SetTag<T>(Activity? span, string name, T value)
    {
        span?.SetTag(name, value);
        return value;
    }

    private static string NewUser() => Guid.NewGuid().ToString();

    private T PickRandom<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
