using System.Text.Json;
using System.Xml.Linq;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Checks the licences and versions of packages.</summary>
internal sealed class LicenceCheck(IEnumerable<string> list)
{
    private static readonly string[] Free = ["Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PostgreSQL"];

    // Nothing of npm is linked into the shop: it is bundled for browsers and phones, or runs in builds and tests. CC-BY-4.0 and Python-2.0 are
    // only in tools of the mobile app's build.
    private static readonly string[] FreeOnNpm = [.. Free, "0BSD", "BlueOak-1.0.0", "CC-BY-4.0", "CC0-1.0", "ISC", "MPL-2.0", "Python-2.0", "Unlicense"];

    // These packages have their licence only in a text file.
    private static readonly Dictionary<string, string> KnownLicences = new()
    {
        ["node_modules/@openfeature/ofrep-core"] = "Apache-2.0",
        ["node_modules/@openfeature/ofrep-provider"] = "Apache-2.0",
        ["node_modules/exit"] = "MIT",
    };

    // From this major version on these packages are commercial.
    private static readonly Dictionary<string, int> CommercialFrom = new() { ["MassTransit"] = 9, ["FluentAssertions"] = 8, ["JsonSchema.Net"] = 9 };

    private readonly Dictionary<string, string> licences = list
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(words => words[0], words => words[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>The problems of the packages in a <c>Directory.Packages.props</c> that are not allowed, one sentence each.</summary>
    public IEnumerable<string> FindProblems(XDocument packages) =>
        packages.Descendants("PackageVersion")
            .SelectMany(package => FindProblems(package.Attribute("Include")!.Value, package.Attribute("Version")!.Value));

    /// <summary>The problems of the packages in a <c>package-lock.json</c> that are not allowed, one sentence each.</summary>
    public static IEnumerable<string> FindNpmProblems(JsonDocument locked) =>
        from package in locked.RootElement.GetProperty("packages").EnumerateObject()
        where package.Name.Length > 0
        let licence = package.Value.TryGetProperty("license", out var stated) ? stated.GetString()! : KnownLicences.GetValueOrDefault(package.Name, "no licence")
        where !licence.Trim('(', ')').Split(" AND ").All(part => part.Split(" OR ").Any(FreeOnNpm.Contains))
        select $"{package.Name} is under {licence}, the shop takes {string.Join(", ", FreeOnNpm)}";

    private IEnumerable<string> FindProblems(string package, string version)
    {
        if (!licences.TryGetValue(package, out var licence))
        {
            yield return $"{package} is not in licences.txt: look at its licence and add it";
        }
        else if (!Free.Contains(licence))
        {
            yield return $"{package} is under {licence}, the shop takes {string.Join(", ", Free)}";
        }

        // A version range or a wildcard could resolve to a version that is not allowed.
        if (!Version.TryParse(version.Split('-')[0], out var exact))
        {
            yield return $"{package} {version} is no exact version";
        }
        else if (CommercialFrom.FirstOrDefault(sold => IsOf(package, sold.Key)) is { Key: { } family, Value: var major } && exact.Major >= major)
        {
            yield return $"{package} {version} is commercial: {family} is free below {major}";
        }
    }

    private static bool IsOf(string package, string family) =>
        package.Equals(family, StringComparison.OrdinalIgnoreCase) || package.StartsWith($"{family}.", StringComparison.OrdinalIgnoreCase);
}
