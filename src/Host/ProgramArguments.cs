namespace AstronomyShop.Host;

/// <summary>
/// The command line in two parts: the settings, which the configuration reads, and everything else, which <see cref="Commands.ShopCommands"/>
/// parses. Without anything else the shop starts, and no time is spent on loading a parser.
/// </summary>
internal sealed record ProgramArguments(string[] Settings, string[] Others)
{
    // The names of the host's own settings, such as urls and environment, are fields of these classes.
    private static readonly HashSet<string> HostSettings = new(
        ((Type[])[typeof(WebHostDefaults), typeof(HostDefaults)]).SelectMany(type => type.GetFields()).Select(field => field.GetValue(null)).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The argument of each setting with a section, without its value: <c>--Shop:Run</c>.</summary>
    public IEnumerable<string> SettingNames => Settings.Select(KeyOf).Where(key => key.Contains(':'));

    /// <summary>Separates the arguments by the rules of .NET's command-line configuration: <c>--key=value</c>, <c>--key value</c>, <c>key=value</c>.</summary>
    public static ProgramArguments Read(string[] args)
    {
        var (settings, others) = (new List<string>(), new List<string>());
        for (var at = 0; at < args.Length; at++)
        {
            var (argument, hasValue) = (args[at], args[at].Contains('='));
            if (argument == JsonLogging.Argument)
            {
                settings.Add($"{argument}=true");
            }
            else if (!IsSetting(KeyOf(argument)))
            {
                others.Add(argument);
            }
            else if (hasValue)
            {
                settings.Add(argument);
            }
            else if (HasPrefix(argument) && at + 1 < args.Length)
            {
                settings.Add($"{argument}={args[++at]}");
            }
            else
            {
                others.Add(argument);
            }
        }

        return new ProgramArguments([.. settings], [.. others]);
    }

    /// <summary>The key of a setting's argument: <c>Shop:Run</c>.</summary>
    public static string KeyOf(string argument)
    {
        var start = argument.StartsWith("--", StringComparison.Ordinal) ? 2 : argument.StartsWith('/') ? 1 : 0;
        var end = argument.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? argument[start..] : argument[start..end];
    }

    // A key has a section, or the form of an environment variable, or it is a setting of the host.
    private static bool IsSetting(string key) =>
        key.Contains(':')
        || (key.Length > 0 && char.IsAsciiLetterUpper(key[0]) && key.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        || key == JsonLogging.Key
        || HostSettings.Contains(key);

    private static bool HasPrefix(string argument) => argument.StartsWith("--", StringComparison.Ordinal) || argument.StartsWith('/');
}
