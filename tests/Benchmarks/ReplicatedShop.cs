using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>A shop on PostgreSQL with several processes for Checkout, and one for all other modules.</summary>
internal sealed class ReplicatedShop : IDisposable
{
    private const string Replicated = "Checkout";

    private readonly MeasuredShop others;
    private readonly IReadOnlyList<MeasuredShop> replicas;
    private readonly List<CpuQuota> quotas = [];

    private ReplicatedShop(MeasuredShop others, IReadOnlyList<MeasuredShop> replicas) => (this.others, this.replicas) = (others, replicas);

    private TimeSpan Cpu => TimeSpan.FromTicks(replicas.Sum(replica => replica.UseByModule()[""].Cpu.Ticks));

    /// <param name="database">The connection string of an empty database.</param>
    /// <param name="count">How many replicas of Checkout.</param>
    public static async Task<ReplicatedShop> OpenAsync(string database, int count)
    {
        var ports = FreePorts.Take(count + 1);
        var postgres = $"--ConnectionStrings:Postgres={database}";
        var names = Host.Shop.Modules.Select(module => module.Descriptor.Name).Where(name => name != Replicated).ToList();
        await MigrateAsync(postgres);
        var others = await MeasuredShop.OpenAsync(
            "all other modules",
            postgres,
            $"--Shop:Run={string.Join(',', names)}",
            $"--Shop:Ports:Grpc=127.0.0.1:{ports[0]}",
            $"--Modules:{Replicated}:Address={string.Join(',', ports.Skip(1).Select(AddressOf))}");
        var replicas = new List<MeasuredShop>();
        foreach (var port in ports.Skip(1))
        {
            // Like a pod with a limit below one core, each replica counts a single processor. Its code is compiled once: on a machine that the other
            // processes use too, tiered compilation takes minutes, and would be a part of what an order costs.
            replicas.Add(await MeasuredShop.OpenWithSingleProcessorAsync(
                Replicated,
                [
                    postgres,
                    $"--Shop:Run={Replicated}",
                    $"--Shop:Ports:Grpc=127.0.0.1:{port}",
                    .. names.Select(name => $"--Modules:{name}:Address={AddressOf(ports[0])}"),
                ],
                ("DOTNET_TieredCompilation", "0")));
        }

        return new ReplicatedShop(others, replicas);
    }

    /// <summary>Purchases by a number of users in a closed loop, with the CPU milliseconds per order of all replicas together.</summary>
    public async Task<(LoadResult Load, double CpuPerOrder)> LoadAsync(TimeSpan time, int users)
    {
        var before = Cpu;
        var load = await others.LoadAsync(LoadScenarios.PurchaseAsync, time, users);
        return (load, (Cpu - before).TotalMilliseconds / load.Milliseconds.Count);
    }

    /// <summary>The CPU seconds per second that all replicas use together while no orders are placed.</summary>
    public async Task<double> MeasureIdleAsync(TimeSpan time)
    {
        var before = Cpu;
        await Task.Delay(time);
        return (Cpu - before) / time;
    }

    /// <summary>Limits the CPU time of each replica until the audit.</summary>
    public void Limit(double cores) => quotas.AddRange(replicas.Select(replica => new CpuQuota(replica.ProcessId, cores)));

    /// <summary>The run is invalid if the audit does not hold afterwards.</summary>
    public async Task CheckAuditAsync()
    {
        EndLimits();
        foreach (var replica in replicas)
        {
            await replica.WaitUntilSettledAsync();
        }

        await others.CheckAuditAsync();
    }

    public void Dispose()
    {
        EndLimits();
        foreach (var replica in replicas)
        {
            replica.Dispose();
        }

        others.Dispose();
    }

    private static string AddressOf(int port) => $"http://127.0.0.1:{port}";

    // Processes that do not run all modules expect the tables.
    private static async Task MigrateAsync(string postgres)
    {
        using var migration = Process.Start("dotnet", [typeof(Host.Shop).Assembly.Location, "migrate", postgres]);
        await migration.WaitForExitAsync();
        if (migration.ExitCode != 0)
        {
            throw new InvalidOperationException($"The migration ended with {migration.ExitCode}");
        }
    }

    private void EndLimits()
    {
        quotas.ForEach(quota => quota.Dispose());
        quotas.Clear();
    }
}
