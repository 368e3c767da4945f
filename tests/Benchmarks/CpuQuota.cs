using System.Globalization;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// A control group of Linux that limits the CPU time of one process, as the CPU limit of a pod does. Only root can create it. Disposing it ends the limit.
/// </summary>
internal sealed class CpuQuota : IDisposable
{
    private const int PeriodMicroseconds = 100_000;

    // The first version of control groups has a hierarchy for each resource; the second has one for all.
    private const string FirstVersion = "/sys/fs/cgroup/cpu";
    private const string SecondVersion = "/sys/fs/cgroup";
    private const string ProcessesFile = "cgroup.procs";

    private readonly string root = Directory.Exists(FirstVersion) ? FirstVersion : SecondVersion;
    private readonly string group;
    private readonly string process;

    /// <param name="processId">The process. The processes that it starts later are limited too.</param>
    /// <param name="cores">How many seconds of CPU time it may use per second.</param>
    public CpuQuota(int processId, double cores)
    {
        process = processId.ToString(CultureInfo.InvariantCulture);
        group = Path.Combine(root, $"astronomy-shop-{process}");
        Directory.CreateDirectory(group);
        var quota = ((int)(cores * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        if (root == FirstVersion)
        {
            Write(group, "cpu.cfs_period_us", PeriodMicroseconds.ToString(CultureInfo.InvariantCulture));
            Write(group, "cpu.cfs_quota_us", quota);
        }
        else
        {
            Write(root, "cgroup.subtree_control", "+cpu");
            Write(group, "cpu.max", $"{quota} {PeriodMicroseconds}");
        }

        Write(group, ProcessesFile, process);
    }

    public void Dispose()
    {
        Write(root, ProcessesFile, process);
        Directory.Delete(group);
    }

    private static void Write(string directory, string file, string value) => File.WriteAllText(Path.Combine(directory, file), value);
}
