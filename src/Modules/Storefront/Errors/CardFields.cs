namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Maps a violated card rule to the field of the HTTP API.</summary>
internal static class CardFields
{
    public static string Of(string reason) => reason switch
    {
        "card-expired" or "card-year-invalid" => "creditCard.creditCardExpirationYear",
        "card-month-invalid" => "creditCard.creditCardExpirationMonth",
        "card-cvv-invalid" => "creditCard.creditCardCvv",
        _ => "creditCard.creditCardNumber",
    };
}
