namespace AstronomyShop.Host;

/// <summary><c>--json-logs</c>: each console line is a JSON object, for programs that read it.</summary>
internal static class JsonLogging
{
    private const string Key = "json-logs";
    private const string Argument = $"--{Key}";

    // A command-line setting without a value would take the next argument as its value.
    public static string[] SpellOut(string[] args) => [.. args.Select(one => one == Argument ? $"{Argument}=true" : one)];

    /// <summary>For use before the configuration is built, or when it is invalid.</summary>
    public static bool AreRequested(string[] args) => args.Contains($"{Argument}=true");

    public static bool AreRequested(IConfiguration configuration) => configuration.GetValue<bool>(Key);

    /// <summary>Configures JSON logging if it was requested.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (AreRequested(builder.Configuration))
        {
            builder.Logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = ("O", true));
        }
    }
}
