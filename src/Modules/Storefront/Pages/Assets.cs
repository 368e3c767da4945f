using System.Security.Cryptography;
using System.Text;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The style sheet and the script modules, embedded in the assembly.</summary>
internal static class Assets
{
    private const string ScriptsFolder = "scripts/";
    private const string Main = "main.js";
    private const string Telemetry = "telemetry.js";

    public static byte[] Styles { get; } = Read("styles.css");

    public static string StylesVersion { get; } = VersionOf(Styles);

    /// <summary>The scripts by file name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Scripts { get; } = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ScriptsFolder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(name => name[ScriptsFolder.Length..], Read);

    /// <summary>One version for all scripts: they import each other, and a page must never mix versions.</summary>
    public static string ScriptsVersion { get; } = VersionOf([.. Scripts.Values.SelectMany(content => content)]);

    /// <summary>Whether the bundle of browser telemetry was available when the shop was built.</summary>
    public static bool HasTelemetryScript { get; } = Scripts.ContainsKey(Telemetry);

    public static string StylesAddress { get; } = $"/styles.css?v={StylesVersion}";

    public static string MainAddress { get; } = AddressOf(Main);

    public static string TelemetryAddress { get; } = AddressOf(Telemetry);

    /// <summary>The scripts that the main script imports.</summary>
    public static IReadOnlyList<string> PreloadAddresses { get; } = [.. Scripts.Keys.Where(name => name is not Main and not Telemetry).Select(AddressOf)];

    public static string Text(string name) => Encoding.UTF8.GetString(Read(name));

    private static string AddressOf(string name) => $"/scripts/{ScriptsVersion}/{name}";

    private static string VersionOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static byte[] Read(string name)
    {
        using var resource = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
