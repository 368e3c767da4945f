using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using AstronomyShop.SharedKernel.Web;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The style sheet and the script modules, embedded in the assembly.</summary>
internal static class Assets
{
    private const string Main = "main.js";
    private const string Telemetry = "telemetry.js";

    public static EmbeddedFile Styles { get; } = EmbeddedFile.FindAll(typeof(Assets).Assembly)["styles.css"];

    public static string StylesVersion => Styles.Version;

    /// <summary>The scripts by file name.</summary>
    public static FrozenDictionary<string, EmbeddedFile> Scripts { get; } = EmbeddedFile.FindAll(typeof(Assets).Assembly, "scripts/");

    /// <summary>One version for all scripts: they import each other, and a page must never mix versions.</summary>
    public static string ScriptsVersion { get; } = VersionOf(Scripts.OrderBy(script => script.Key, StringComparer.Ordinal).Select(script => script.Value.Version));

    /// <summary>Whether the bundle of browser telemetry was available when the shop was built.</summary>
    public static bool HasTelemetryScript { get; } = Scripts.ContainsKey(Telemetry);

    public static string StylesAddress { get; } = $"/styles.css?v={StylesVersion}";

    public static string MainAddress { get; } = AddressOf(Main);

    public static string TelemetryAddress { get; } = AddressOf(Telemetry);

    /// <summary>The scripts that the main script imports.</summary>
    public static IReadOnlyList<string> PreloadAddresses { get; } = [.. Scripts.Keys.Where(name => name is not Main and not Telemetry).Order(StringComparer.Ordinal).Select(AddressOf)];

    private static string AddressOf(string name) => $"/scripts/{ScriptsVersion}/{name}";

    private static string VersionOf(IEnumerable<string> versions) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(versions))))[..12];
}
