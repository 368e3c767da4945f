namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The body of a checkout request.</summary>
internal static class OrderRequests
{
    public static object For(string userId) => new
    {
        userId,
        email = "someone@example.com",
        userCurrency = "EUR",
        address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
        creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
    };
}
