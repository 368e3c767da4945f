namespace AstronomyShop.Host;

/// <summary><c>--json-logs</c>: each line on the console is a JSON object, for programs that read it.</summary>
internal static class JsonLogging
{
    private const string Key = "json-logs";
    private const string Argument = $"--{Key}";

    // A setting like the others, which without a value would take the next argument for its own.
    public static string[] SpellOut(string[] args) => [.. args.Select(one => one == Argument ? $"{Argument}=true" : one)];

    /// <summary>Before there is a configuration, or when it is what is wrong.</summary>
    public static bool AreRequested(string[] args) => args.Contains($"{Argument}=true");

    public static bool AreRequested(IConfiguration configuration) => configuration.GetValue<bool>(Key);

    /// <summary>Does so, if it was asked for.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (AreRequested(builder.Configuration))
        {
            builder.Logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = ("O", true));
        }
    }
}
