using System.Text.Json.Serialization;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>A product to add to a cart.</summary>
/// <param name="UserId">The shopper. The id alone gives access to the cart.</param>
/// <param name="Item">The product and its quantity.</param>
internal sealed record AddToCartRequest(Guid UserId, CartItemRequest Item);

/// <summary>A product and its quantity.</summary>
/// <param name="ProductId">The id of the product.</param>
/// <param name="Quantity">How many to add; a negative number takes as many out.</param>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record CartItemRequest(string ProductId, int Quantity);

/// <summary>The cart to empty.</summary>
/// <param name="UserId">The shopper.</param>
internal sealed record ClearCartRequest(Guid UserId);

/// <summary>An order of everything in the shopper's cart.</summary>
/// <param name="UserId">The shopper.</param>
/// <param name="Email">The address for the confirmation.</param>
/// <param name="UserCurrency">The currency of the charge, as an ISO 4217 code.</param>
/// <param name="Address">The shipping address.</param>
/// <param name="CreditCard">The card to charge.</param>
internal sealed record CheckoutRequest(Guid UserId, string Email, string UserCurrency, AddressRequest Address, CreditCardRequest CreditCard);

/// <summary>A shipping address. Every field must be present, and any may be empty.</summary>
/// <param name="StreetAddress">Street and number.</param>
/// <param name="City">The city.</param>
/// <param name="State">The state or province.</param>
/// <param name="Country">The country.</param>
/// <param name="ZipCode">The postal code; a number is accepted too.</param>
internal sealed record AddressRequest(string StreetAddress, string City, string State, string Country, string ZipCode);

/// <summary>A Visa or Mastercard. Use a test number: the shop charges no real card.</summary>
/// <param name="CreditCardNumber">The number, with or without hyphens.</param>
/// <param name="CreditCardCvv">The security code.</param>
/// <param name="CreditCardExpirationYear">The year in which the card expires, with four digits.</param>
/// <param name="CreditCardExpirationMonth">The month in which the card expires, 1 to 12.</param>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record CreditCardRequest(string CreditCardNumber, int CreditCardCvv, int CreditCardExpirationYear, int CreditCardExpirationMonth);
