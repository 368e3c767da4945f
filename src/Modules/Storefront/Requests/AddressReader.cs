using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads the shipping address. All five fields must be present; any may be empty.</summary>
internal static class AddressReader
{
    public static Address Read(JsonFields address) => new()
    {
        StreetAddress = address.Text("streetAddress"),
        City = address.Text("city"),
        State = address.Text("state"),
        Country = address.Text("country"),
        ZipCode = address.Text("zipCode"),
    };
}
