using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>Describes the machine and the build of a measurement: processors, memory, other load, commit.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1];
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return string.Create(
            CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {model ?? "unknown processor"}, {gigabytes:F1} GiB, load {load}; commit {Commit()}, {Configuration}");
    }

    /// <summary>Debug or Release.</summary>
    public static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", SourceTree.Root, "describe", "--always", "--dirty"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
    }
}
