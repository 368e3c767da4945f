namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The colour of a service, as a class of the style sheet: always the same for the same name.</summary>
internal static class ServiceColour
{
    /// <summary>How many services a page marks by their colours.</summary>
    public const int MaxServices = 60;

    public static string Of(string service)
    {
        // With this factor the services of the shop get different colours.
        var hash = 1u;
        foreach (var letter in service)
        {
            hash = (hash * 279) + letter;
        }

        return $"k{hash % 24}";
    }
}
