namespace AstronomyShop.Host;

/// <summary><c>--json-logs</c>: each console line is a JSON object, for programs that read it.</summary>
internal static class JsonLogging
{
    public const string Key = "json-logs";
    public const string Argument = $"--{Key}";

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
