using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>Says that something is wrong, and the way home; never what exactly.</summary>
internal static class MessagePage
{
    public static Page Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Of(
            status, "Otel Demo - Page Not Found", "Nothing at these coordinates", "There is no such page. Perhaps it drifted out of view."),
        StatusCodes.Status503ServiceUnavailable => Of(
            status, "Otel Demo - Server Error", "Clouded over", "A part of the shop is being looked after. Your cart is safe; please come back in a moment."),
        >= StatusCodes.Status500InternalServerError => Of(
            status, "Otel Demo - Server Error", "We lost the guide star", "Something went wrong in the shop. Please try again in a moment."),
        _ => Of(status, "Otel Demo - Error", "That did not work", "This cannot be done here."),
    };

    private static Page Of(int status, string title, string heading, string message) => new(title, Html.Of($"""
            <div class="message wide">
              <svg viewBox="0 0 240 150" width="240" height="150" aria-hidden="true">
                <path class="orbit" d="M20 95a100 38 -14 1 0 200-40a100 38 -14 1 0-200 40z"/>
                <circle class="planet" cx="120" cy="75" r="34"/>
                <path class="ring" d="M72 88c28 12 84-4 98-27"/>
                <circle class="star" cx="34" cy="26" r="2.5"/><circle class="star" cx="206" cy="120" r="2"/><circle class="star" cx="186" cy="18" r="1.6"/>
                <circle class="moon" cx="212" cy="52" r="7"/>
              </svg>
              <p class="status">{status}</p>
              <h1>{heading}</h1>
              <p>{message}</p>
              <a class="button" href="/">Home</a>
            </div>
        """));
}
