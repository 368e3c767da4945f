using Xunit;

namespace AstronomyShop.Tests.Testing;

/// <summary>A program that some tests need for real: a database server, a browser. Not every machine has it.</summary>
public static class RealPart
{
    // Where Debian puts what it does not put on the path.
    private static readonly string[] Places = ["/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin", "/usr/sbin"];

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>
    /// Where the program is. On a machine without it the test is skipped by this name; in CI it fails, for a part that is missing there
    /// would hide what it should have shown.
    /// </summary>
    public static string PathOf(string program)
    {
        var found = Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Need(found is not null, $"{program} is not installed");
        return found!;
    }

    /// <summary>Skips the test, in CI fails it, when something it stands on is missing.</summary>
    public static void Need(bool isThere, string whatIsMissing)
    {
        if (isThere)
        {
            return;
        }

        if (IsCi)
        {
            Assert.Fail(whatIsMissing);
        }

        Assert.Skip(whatIsMissing);
    }

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Places.SelectMany(Expand));

    private static IEnumerable<string> Expand(string place)
    {
        var star = place.IndexOf("/*/", StringComparison.Ordinal);
        return star < 0 ? [place]
            : !Directory.Exists(place[..star]) ? []
            : Directory.GetDirectories(place[..star]).OrderDescending().Select(folder => Path.Combine(folder, place[(star + 3)..]));
    }
}
