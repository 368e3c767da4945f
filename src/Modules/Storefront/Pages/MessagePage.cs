using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>An error page with a link to the home page; it never shows details of the error.</summary>
internal static class MessagePage
{
    public static Page Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Of(
            status, "Otel Demo - Page Not Found", "Page not found", "This page does not exist. Please check the address."),
        StatusCodes.Status503ServiceUnavailable => Of(
            status, "Otel Demo - Server Error", "We will be right back", "A part of the shop is not available at the moment. Your cart is safe. Please try again soon."),
        >= StatusCodes.Status500InternalServerError => Of(
            status, "Otel Demo - Server Error", "Something went wrong", "There was an error in the shop. Please try again in a moment."),
        _ => Of(status, "Otel Demo - Error", "Request failed", "This request is not possible here."),
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
