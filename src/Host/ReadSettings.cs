using System.Collections.Concurrent;

namespace AstronomyShop.Host;

/// <summary>
/// Records the keys that the program reads from its configuration. They are the settings that exist, so a misspelled one is found without a
/// list of them. It is the last source of the configuration, is asked for every key, and has no value for any.
/// </summary>
internal sealed class ReadSettings : ConfigurationProvider, IConfigurationSource
{
    // Their keys name anything, such as the category of a log, and are read by the framework.
    private static readonly string[] FrameworkSections = ["Logging", "Kestrel"];

    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys that were read, except those of the framework.</summary>
    public IEnumerable<string> Keys => keys.Keys.Where(key => key.Contains(':') && !IsOfFramework(key));

    public static ReadSettings AddTo(IConfigurationBuilder configuration)
    {
        var read = new ReadSettings();
        configuration.Add(read);
        return read;
    }

    /// <summary>The first argument whose setting was not read; null when all were.</summary>
    public string? FindUnread(IEnumerable<string> given) => given.FirstOrDefault(key => !keys.ContainsKey(key) && !IsOfFramework(key));

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override bool TryGet(string key, out string? value)
    {
        keys.TryAdd(key, true);
        value = null;
        return false;
    }

    private static bool IsOfFramework(string key) => FrameworkSections.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);
}
