using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>The public shop's names for what is on its pages, and what its tests do with them.</summary>
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

    // A busy shop refuses in words beside the form, and the form repeats the request under the same key when it is submitted again. Without
    // scripts it may answer with a page of its own, which repeats the request when it is loaded again.
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
    /// Waits until a condition of the page holds, looking once a frame. Playwright's own wait builds its condition from a string inside
    /// the page, which the shop's Content-Security-Policy refuses as soon as the first look does not suffice.
    /// </summary>
    public static Task WaitUntilAsync(this IPage page, string condition) => page.EvaluateAsync(
        $"() => new Promise(holds => {{ const look = () => ({condition}) ? holds() : requestAnimationFrame(look); look(); }})")
        .WaitAsync(TimeSpan.FromSeconds(30));
}
