using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Finds elements by the public shop's <c>data-cy</c> names and does the steps of its tests.</summary>
internal static partial class PageExtensions
{
    private const int Attempts = 5;

    public static ILocator Field(this IPage page, string name) => page.Locator($"[data-cy=\"{name}\"]");

    /// <summary>Puts the first or the last product of the home page into the cart.</summary>
    public static async Task AddToCartAsync(this IPage page, bool isLast = false)
    {
        await page.GotoAsync("/");
        var cards = page.Field("product-card");
        await (isLast ? cards.Last : cards.First).ClickAsync();
        await page.SubmitAsync("product-add-to-cart", "**/cart");
    }

    public static async Task PlaceOrderAsync(this IPage page)
    {
        await page.SubmitAsync("checkout-place-order", "**/checkout/**");
    }

    // A busy shop shows an error beside the form; submitting the form again repeats the request with the same key. Without scripts it may
    // respond with an error page of status 503; reloading that page repeats the request.
    private static async Task SubmitAsync(this IPage page, string button, string destination)
    {
        var refusal = page.Locator(".wrong[role=alert]").Filter(new() { HasTextRegex = AnyText() });
        var unavailable = page.Locator(".message .status").Filter(new() { HasText = "503" });
        var arrived = page.WaitForURLAsync(destination);
        await page.Field(button).ClickAsync();
        for (var attempt = 1; attempt <= Attempts && await IsRefusedAsync(); attempt++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{button} was refused: {await refusal.Or(unavailable).First.InnerTextAsync()}");
            await (await unavailable.CountAsync() > 0 ? page.ReloadAsync() : page.Field(button).ClickAsync());
        }

        await arrived;

        async Task<bool> IsRefusedAsync()
        {
            var refused = refusal.Or(unavailable).First.WaitForAsync();
            return await Task.WhenAny(arrived, refused) == refused && refused.IsCompletedSuccessfully && !arrived.IsCompleted;
        }
    }

    [GeneratedRegex(@"\S")]
    private static partial Regex AnyText();

    /// <summary>
    /// Waits until a condition of the page holds; checks it once per frame. Playwright's <c>WaitForFunctionAsync</c> compiles its condition from
    /// a string inside the page, which the shop's Content-Security-Policy blocks when the first check does not succeed.
    /// </summary>
    public static Task WaitUntilAsync(this IPage page, string condition) => page.EvaluateAsync(
        $"() => new Promise(holds => {{ const look = () => ({condition}) ? holds() : requestAnimationFrame(look); look(); }})")
        .WaitAsync(TimeSpan.FromSeconds(30));
}
