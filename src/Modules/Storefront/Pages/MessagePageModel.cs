using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>An error page with a link to the home page; it never shows details of the error.</summary>
internal sealed record MessagePageModel(int Status, string Title, string Heading, string Message)
{
    public Page ToPage() => new(Title, new Pages_MessagePage { Model = this });

    public static MessagePageModel Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(
            status, "Otel Demo - Page Not Found", "Page not found", "This page does not exist. Please check the address."),
        StatusCodes.Status503ServiceUnavailable => new(
            status, "Otel Demo - Server Error", "We will be right back", "A part of the shop is not available at the moment. Your cart is safe. Please try again soon."),
        >= StatusCodes.Status500InternalServerError => new(
            status, "Otel Demo - Server Error", "Something went wrong", "There was an error in the shop. Please try again in a moment."),
        _ => new(status, "Otel Demo - Error", "Request failed", "This request is not possible here."),
    };
}
