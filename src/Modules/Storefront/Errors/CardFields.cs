namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Which field of a card a broken rule is about, by the names that the HTTP API has for them.</summary>
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
