using Xunit;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Finds the real parts that tests need. If one is missing, a test that needs it is skipped with the reason; in CI it fails, because a skipped
/// test could hide a failure. <c>SHOP_TEST_HIDE</c> makes installed parts look missing: <c>all</c>, or names of <see cref="Part"/> separated by
/// commas.
/// </summary>
public static class RealPart
{
    private const string HideVariable = "SHOP_TEST_HIDE";

    // Folders in which Debian installs programs that are not on the PATH.
    private static readonly string[] InstallFolders = ["/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin", "/usr/sbin"];

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>
    /// True when a part is missing. A fixture checks this before it starts anything: if a part is missing it starts nothing, and each of its tests
    /// reports the missing part.
    /// </summary>
    public static bool IsMissing(params Part[] parts) => parts.Any(part => ReasonMissing(part) is not null);

    /// <summary>Skips the running test when a part is missing; in CI fails it. A test that does not declare the part fails on every machine.</summary>
    public static void Require(params Part[] parts)
    {
        foreach (var part in parts)
        {
            FailIfNotNamed(part);
            if (ReasonMissing(part) is not { } reason)
            {
                continue;
            }

            if (IsCi)
            {
                Assert.Fail(reason);
            }

            MissingPartsReport.Add(part);
            Assert.Skip(reason);
        }
    }

    /// <summary>The path of a program that is a part or belongs to one.</summary>
    public static string PathOf(Part part, string program)
    {
        Require(part);
        return PathOf(program);
    }

    /// <summary>The path of a program that every Linux machine has.</summary>
    public static string PathOf(string program) =>
        Find(program) ?? throw new FileNotFoundException($"{program} is not installed");

    private static string? ReasonMissing(Part part) => IsHidden(part) ? $"{part} is hidden by {HideVariable}" : part switch
    {
        Part.AxeCore => MissingFile("tests/Browser/node_modules/axe-core/axe.min.js"),
        Part.BrowserTelemetry => MissingFile("src/Modules/Storefront/Scripts/telemetry.js"),
        Part.Chromium => MissingProgram("chromium"),
        Part.Curl => MissingProgram("curl"),
        Part.Kubectl => MissingProgram("kubectl"),
        Part.MobileApp => MissingFile("src/MobileApp/dist/index.html"),
        Part.Mount => IsRoot ? null : "only root may mount a file system",
        Part.Node => MissingProgram("node"),
        Part.OpenFeature => MissingFile("tests/Providers/node_modules/.package-lock.json"),
        Part.PostgreSql => MissingProgram("initdb") ?? (IsRoot ? MissingProgram("setpriv") : null),
        Part.Prlimit => MissingProgram("prlimit"),
        Part.Prometheus => MissingProgram("prometheus"),
        Part.RabbitMq => MissingProgram(RabbitMqServer.Program) ?? MissingProgram("epmd"),
        Part.Redis => MissingProgram("redis-server"),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part"),
    };

    private static bool IsHidden(Part part) =>
        Environment.GetEnvironmentVariable(HideVariable) is { Length: > 0 } hidden
        && (hidden == "all" || hidden.Split(',').Any(name => string.Equals(name.Trim(), part.ToString(), StringComparison.OrdinalIgnoreCase)));

    // Outside a test, for example in a fixture, nothing is checked: the tests of the fixture declare what they need.
    private static void FailIfNotNamed(Part part)
    {
        if (TestContext.Current.Test is { } test
            && !(test.Traits.TryGetValue(RequiresAttribute.Trait, out var named) && named.Contains(part.ToString())))
        {
            throw new InvalidOperationException($"{test.TestDisplayName} uses {part} without declaring it: add [Requires(Part.{part})]");
        }
    }

    private static string? MissingProgram(string program) => Find(program) is null ? $"{program} is not installed" : null;

    private static string? MissingFile(string path) => File.Exists(SourceTree.PathTo(path)) ? null : $"{path} does not exist";

    private static string? Find(string program) =>
        SearchFolders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> SearchFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(InstallFolders.SelectMany(Expand));

    private static IEnumerable<string> Expand(string folder)
    {
        var star = folder.IndexOf("/*/", StringComparison.Ordinal);
        return star < 0 ? [folder]
            : !Directory.Exists(folder[..star]) ? []
            : Directory.GetDirectories(folder[..star]).OrderDescending().Select(version => Path.Combine(version, folder[(star + 3)..]));
    }
}
