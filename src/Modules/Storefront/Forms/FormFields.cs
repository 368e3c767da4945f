using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>Reads the fields of a form.</summary>
internal static class FormFields
{
    public static string Text(this IFormCollection form, string field) => form[field].ToString().Trim();

    /// <exception cref="InvalidRequestException">The field is not a whole number in the range.</exception>
    public static int Integer(this IFormCollection form, string field, int least, int most) =>
        int.TryParse(form.Text(field), out var number) && number >= least && number <= most
            ? number
            : throw new InvalidRequestException(field, $"must be a whole number from {least} to {most}");
}
