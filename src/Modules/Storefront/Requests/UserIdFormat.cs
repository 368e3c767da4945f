namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>The user id alone gives access to a cart, so it must not be guessable.</summary>
internal static class UserIdFormat
{
    public const string Problem = "must be a UUID";

    private const int Length = 36;

    public static bool IsValid(string text) => text.Length == Length && Guid.TryParseExact(text, "D", out _);
}
