using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>Reads the form of a request.</summary>
internal static class FormBody
{
    private const string Name = "body";

    /// <exception cref="InvalidRequestException">The body is not a form.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new InvalidRequestException(Name, "must be a form");
        }

        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new InvalidRequestException(Name, "is not a valid form");
        }
    }

    public static string Text(this IFormCollection form, string field) => form[field].ToString().Trim();

    /// <exception cref="InvalidRequestException">The field is not a whole number in the range.</exception>
    public static int Integer(this IFormCollection form, string field, int least, int most) =>
        int.TryParse(form.Text(field), out var number) && number >= least && number <= most
            ? number
            : throw new InvalidRequestException(field, $"must be a whole number from {least} to {most}");
}
