using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>The public shop's names for what is on its pages, and what its tests do with them.</summary>
internal static class PageExtensions
{
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

    // A busy shop refuses in words beside the form, and the form repeats the request under the same key when it is submitted again.
    private static async Task SubmitAsync(this IPage page, string button, string destination)
    {
        var refusal = page.Locator(".wrong[role=alert]").First;
        await page.Field(button).ClickAsync();
        var arrived = page.WaitForURLAsync(destination);
        var refused = refusal.WaitForAsync();
        if (await Task.WhenAny(arrived, refused) == refused && refused.IsCompletedSuccessfully)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{button} was refused: {await refusal.InnerTextAsync()}");
            await page.Field(button).ClickAsync();
        }

        await arrived;
    }

    /// <summary>
    /// Waits until a condition of the page holds, looking once a frame. Playwright's own wait builds its condition from a string inside
    /// the page, which the shop's Content-Security-Policy refuses as soon as the first look does not suffice.
    /// </summary>
    public static Task WaitUntilAsync(this IPage page, string condition) => page.EvaluateAsync(
        $"() => new Promise(holds => {{ const look = () => ({condition}) ? holds() : requestAnimationFrame(look); look(); }})")
        .WaitAsync(TimeSpan.FromSeconds(30));
}
