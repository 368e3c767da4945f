using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads an order request. Payment validates the card; here its fields only have to be present.</summary>
internal static class PlaceOrderRequestReader
{
    public static PlaceOrderRequest Read(JsonFields fields)
    {
        var request = new PlaceOrderRequest
        {
            UserId = fields.Uuid("userId"),
            Email = fields.Text("email"),
            UserCurrency = fields.Text("userCurrency"),
            Address = AddressReader.Read(fields.Section("address")),
            CreditCard = ReadCard(fields.Section("creditCard")),
        };
        fields.Require();
        return request;
    }

    private static CreditCardInfo ReadCard(JsonFields card) => new()
    {
        CreditCardNumber = card.Text("creditCardNumber"),
        CreditCardCvv = card.Integer("creditCardCvv"),
        CreditCardExpirationYear = card.Integer("creditCardExpirationYear"),
        CreditCardExpirationMonth = card.Integer("creditCardExpirationMonth"),
    };
}
