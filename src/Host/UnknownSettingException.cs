namespace AstronomyShop.Host;

/// <summary>The command line has a setting that no part of the program reads.</summary>
internal sealed class UnknownSettingException(string key, IEnumerable<string> known) : Exception($"{key} is not a setting")
{
    /// <summary>The key as it was given: <c>Shop:Prots:Web</c>.</summary>
    public string Key => key;

    /// <summary>The keys of the settings that exist.</summary>
    public IEnumerable<string> Known => known;
}
