using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>
/// The values of the checkout form. Its fields have the names of the API, so that orders by form and by API are read and validated by the same
/// rules.
/// </summary>
internal sealed class OrderDraft
{
    public const string Email = "email";
    public const string Street = "address.streetAddress";
    public const string City = "address.city";
    public const string State = "address.state";
    public const string Country = "address.country";
    public const string ZipCode = "address.zipCode";
    public const string CardNumber = "creditCard.creditCardNumber";
    public const string CardCvv = "creditCard.creditCardCvv";
    public const string CardMonth = "creditCard.creditCardExpirationMonth";
    public const string CardYear = "creditCard.creditCardExpirationYear";

    // Not every country has states.
    private const string MayBeEmpty = State;

    private static readonly Dictionary<string, string> DefaultValues = new()
    {
        [Email] = "someone@example.com",
        [Street] = "1600 Amphitheatre Parkway",
        [City] = "Mountain View",
        [State] = "CA",
        [Country] = "United States",
        [ZipCode] = "94043",
        [CardNumber] = "4432-8015-6152-0454",
        [CardCvv] = "672",
        [CardMonth] = "1",
        [CardYear] = "2030",
    };

    private readonly IReadOnlyDictionary<string, string> values;

    private OrderDraft(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>The initial values: a fictitious shopper with a test card.</summary>
    public static OrderDraft Default { get; } = new(DefaultValues);

    public static IReadOnlyCollection<string> FieldNames => DefaultValues.Keys;

    public Address Address => new()
    {
        StreetAddress = this[Street],
        City = this[City],
        State = this[State],
        Country = this[Country],
        ZipCode = this[ZipCode],
    };

    public string this[string field] => values.GetValueOrDefault(field, string.Empty);

    public static OrderDraft Of(IFormCollection form) => new(DefaultValues.Keys.ToDictionary(field => field, form.Text));

    /// <summary>The draft without the card data, unless it is the shop's test card, so that a page may show it again.</summary>
    public OrderDraft WithoutCard() => this[CardNumber] == Default[CardNumber]
        ? this
        : new OrderDraft(values.Where(field => field.Key is not CardNumber and not CardCvv).ToDictionary());

    /// <exception cref="InvalidRequestException">Names every empty or invalid field.</exception>
    public PlaceOrderRequest ToOrder(Session session)
    {
        var empty = DefaultValues.Keys.Where(field => field != MayBeEmpty && this[field].Length == 0);
        FieldProblem[] missing = [.. empty.Select(field => new FieldProblem(field, "is missing"))];
        return missing.Length == 0 ? PlaceOrderRequestReader.Read(new JsonFields(Json(session))) : throw new InvalidRequestException(missing);
    }

    private JsonElement Json(Session session)
    {
        var order = new Dictionary<string, object> { ["userId"] = session.UserId, ["userCurrency"] = session.Currency };
        foreach (var section in values.GroupBy(field => field.Key.Split('.')[0]))
        {
            order[section.Key] = section.Key == Email ? this[Email] : section.ToDictionary(field => field.Key.Split('.')[1], field => field.Value);
        }

        return JsonSerializer.SerializeToElement(order);
    }
}
