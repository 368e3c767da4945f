namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>The id is all it takes to open a cart, so it must be one that nobody can guess.</summary>
internal static class UserIdFormat
{
    public const string Problem = "must be a UUID";

    private const int Length = 36;

    public static bool IsValid(string text) => text.Length == Length && Guid.TryParseExact(text, "D", out _);
}
