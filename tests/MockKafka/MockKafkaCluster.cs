using System.Reflection;
using System.Runtime.InteropServices;

namespace AstronomyShop.Tests.MockKafka;

/// <summary>
/// The mock cluster of librdkafka, the closest substitute for a Kafka broker that is available as a package. It implements producing, consumer
/// groups, rebalances and committed offsets, and keeps all data in memory.
/// </summary>
internal sealed class MockKafkaCluster : IDisposable
{
    private const string Library = "librdkafka";
    private const int Producer = 0;
    private const int SetMask = 2;
    private const int SignalSetSize = 128;

    private readonly IntPtr client;
    private readonly IntPtr cluster;

    private MockKafkaCluster(IntPtr client, IntPtr cluster)
    {
        this.client = client;
        this.cluster = cluster;
    }

    /// <summary>In the format of <c>bootstrap.servers</c>.</summary>
    public string Servers => Marshal.PtrToStringUTF8(BootstrapsOf(cluster))!;

    public static MockKafkaCluster Start(int brokers)
    {
        NativeLibrary.SetDllImportResolver(typeof(MockKafkaCluster).Assembly, Find);
        var problem = new byte[512];
        var client = NewClient(Producer, NewConf(), problem, problem.Length);
        if (client == IntPtr.Zero)
        {
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(problem).TrimEnd('\0'));
        }

        var cluster = WithoutSignals(() => NewCluster(client, brokers));

        // By default a consumer group waits three seconds for more members before the first one can read.
        SetRebalanceDelay(cluster, 0);
        return new MockKafkaCluster(client, cluster);
    }

    public void CreateTopic(string name, int partitions)
    {
        if (CreateTopic(cluster, name, partitions, replicas: 3) is var error and not 0)
        {
            throw new InvalidOperationException($"The topic could not be created: {error}");
        }
    }

    public void Advertise(int broker, int port) => SetHostAndPort(cluster, broker, "127.0.0.1", port);

    public void Dispose()
    {
        DestroyCluster(cluster);
        DestroyClient(client);
    }

    // The thread of the cluster inherits the signal mask. Without the mask, the signal that continues a stopped process interrupts the thread,
    // which then exits: a simulated outage would be permanent.
    private static IntPtr WithoutSignals(Func<IntPtr> start)
    {
        var (all, before) = (new byte[SignalSetSize], new byte[SignalSetSize]);
        Array.Fill(all, byte.MaxValue);
        _ = SetSignalMask(SetMask, all, before);
        try
        {
            return start();
        }
        finally
        {
            _ = SetSignalMask(SetMask, before, all);
        }
    }

    // The library with the default name depends on a SASL library that is not installed on every system. The other builds in the package do not
    // depend on it.
    private static IntPtr Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var candidate in (string[])[name, "centos8-librdkafka", "alpine-librdkafka"])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"{name} was not found next to {assembly.Location}");
    }

    [DllImport("libc", EntryPoint = "pthread_sigmask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSignalMask(int how, byte[] set, byte[] before);

    [DllImport(Library, EntryPoint = "rd_kafka_conf_new"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr NewConf();

    [DllImport(Library, EntryPoint = "rd_kafka_new"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr NewClient(int kind, IntPtr conf, byte[] problem, nint length);

    [DllImport(Library, EntryPoint = "rd_kafka_destroy"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern void DestroyClient(IntPtr client);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_new"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr NewCluster(IntPtr client, int brokers);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern void DestroyCluster(IntPtr cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr BootstrapsOf(IntPtr cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern void SetRebalanceDelay(IntPtr cluster, int milliseconds);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_topic_create"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int CreateTopic(IntPtr cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_host_port"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern void SetHostAndPort(IntPtr cluster, int broker, [MarshalAs(UnmanagedType.LPUTF8Str)] string host, int port);
}
