using System.Net.Mail;

namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>The form of an e-mail address.</summary>
public static class EmailAddress
{
    /// <summary>The text of an error, after the name of the field.</summary>
    public const string Problem = "is not an e-mail address";

    // RFC 5321, 4.5.3.1.
    private const int MaxLength = 254;

    /// <summary>Whether the text is one address, without a display name: <c>someone@example.com</c>.</summary>
    public static bool IsValid(string text) =>
        text is { Length: <= MaxLength }
        && text.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter))
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text;
}
