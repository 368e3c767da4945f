using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>An error in an order is shown beside the field that causes it, with and without scripts, and the cart is kept.</summary>
[Requires(Part.Chromium)]
public sealed class CheckoutFormErrorTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "email", "", "is missing" },
        { "address.streetAddress", "", "is missing" },
        { "address.city", " ", "is missing" },
        { "address.zipCode", "", "is missing" },
        { "address.country", "", "is missing" },
        { "creditCard.creditCardNumber", "", "is missing" },
        { "creditCard.creditCardNumber", "4432-8015-6152-0455", "The card number is not valid." },
        { "creditCard.creditCardNumber", "378282246310005", "only visa and mastercard are accepted" },
        { "creditCard.creditCardCvv", "67x", "must be a whole number" },
        { "creditCard.creditCardCvv", "12345", "at most four digits" },
        { "creditCard.creditCardExpirationYear", "expired", "expired after" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_shown_beside_its_field_and_the_cart_is_kept(string field, string value, string problem)
    {
        foreach (var hasScripts in (bool[])[true, false])
        {
            await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!, new() { JavaScriptEnabled = hasScripts });
            var page = await visitor.NewPageAsync();
            await page.AddToCartAsync();
            await page.GetByLabel("City").FillAsync("Ottawa");
            await MakeAsync(page, field, value);

            await page.Field("checkout-place-order").ClickAsync();

            var input = page.Locator($"[name=\"{field}\"]");
            await Expect(input).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(page.Locator($"#{await input.GetAttributeAsync("aria-describedby")}")).ToContainTextAsync(problem);
            if (field != "address.city")
            {
                await Expect(page.GetByLabel("City")).ToHaveValueAsync("Ottawa");
            }

            await Expect(page.Locator(".line")).ToHaveCountAsync(1);
        }
    }

    private static async Task MakeAsync(IPage page, string field, string value)
    {
        var input = page.Locator($"[name=\"{field}\"]");
        if (value == "expired")
        {
            // The form offers no past years, but a page that was opened long ago may still show one.
            await input.EvaluateAsync("years => { years.options[0].textContent = '2019'; years.selectedIndex = 0; }");
            return;
        }

        await input.FillAsync(value);
    }
}
