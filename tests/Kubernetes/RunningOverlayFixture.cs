using System.Net.Http.Json;
using AstronomyShop.Tests.Architecture;
using AstronomyShop.Tests.Testing;
using k8s.Models;
using Npgsql;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>
/// The rendered split overlay with simulated users. Each pod is a process on this machine; they use a real PostgreSQL, a real Redis for the carts and
/// the mock cluster of librdkafka.
/// </summary>
public class RunningOverlayFixture : IAsyncLifetime
{
    private const int MaxAttempts = 5;

    private readonly List<PodProcess> pods = [];
    private readonly HttpClient management = new();
    private readonly CertificateAuthority authority = new();
    private readonly DirectoryInfo certificates = Directory.CreateTempSubdirectory("certificates-");
    private Overlay overlay = null!;
    private LocalNetwork network = null!;
    private PostgresServer postgres = null!;
    private RedisServer carts = null!;
    private IAsyncDisposable broker = null!;
    private Dictionary<string, string> secrets = [];

    /// <summary>A client of the public port, at the address of its service.</summary>
    public HttpClient Web { get; private set; } = null!;

    /// <summary>A client of the management port of the Observatory, which receives the telemetry of the pods.</summary>
    public HttpClient Observatory { get; private set; } = null!;

    /// <summary>The optional components of the overlay that are enabled.</summary>
    protected virtual string[] Components => ["load"];

    /// <summary>The parts that this overlay needs in addition to those of all overlays.</summary>
    protected virtual Part[] MoreParts => [];

    private IEnumerable<Workload> Shop => overlay.Workloads.Where(workload => workload.IsShop);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (RealPart.IsMissing([Part.Kubectl, Part.PostgreSql, Part.Redis, .. MoreParts]))
        {
            return;
        }

        overlay = Overlay.With("overlays/split", Components);
        network = new LocalNetwork(overlay);
        postgres = await PostgresServer.StartAsync();
        carts = await RedisServer.StartAsync(TestCancellation);
        (broker, var events) = await StartBrokerAsync();
        secrets = new()
        {
            ["flags/token"] = Guid.NewGuid().ToString("N"),
            ["connections/postgres"] = $"{postgres.ConnectionString};Maximum Pool Size=8",
            ["connections/valkey"] = carts.ConnectionString,
            [events.Secret] = events.Address,
        };
        foreach (var workload in Shop)
        {
            await PrepareAsync(workload);
        }

        await MakeLoginsAsync();
        foreach (var workload in Shop)
        {
            var container = workload.Pod.Containers.Single();
            pods.Add(PodProcess.Start(workload.Name, container, EnvironmentOf(workload.Name, container), network.PortsOf(workload.Name)));
        }

        await Task.WhenAll(pods.Select(pod => pod.WaitUntilReadyAsync(TestCancellation)));
        Web = new HttpClient { BaseAddress = network.At("frontend-proxy", 8080) };
        Observatory = new HttpClient { BaseAddress = network.AtPod("observatory", "/") };
    }

    /// <summary>The result of the audit pod, or null if its response is not successful.</summary>
    internal async Task<AuditResult?> AuditAsync()
    {
        using var response = await management.GetAsync(network.AtPod("audit", "/audit"), TestCancellation);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<AuditResult>(TestCancellation) : null;
    }

    public async ValueTask DisposeAsync()
    {
        management.Dispose();
        Web?.Dispose();
        Observatory?.Dispose();
        foreach (var pod in pods)
        {
            await pod.DisposeAsync();
        }

        await (broker?.DisposeAsync() ?? default);
        await (carts?.DisposeAsync() ?? default);
        await (postgres?.DisposeAsync() ?? default);
        authority.Dispose();
        certificates.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the broker of the events.</summary>
    /// <returns>The broker, and the secret that has its address.</returns>
    protected virtual async Task<(IAsyncDisposable Broker, (string Secret, string Address) Events)> StartBrokerAsync()
    {
        var kafka = await KafkaBroker.StartAsync(TestCancellation);
        return (kafka, ("connections/kafka", kafka.ConnectionString));
    }

    // As docs/deploy.md describes: after the tables have been created.
    private async Task MakeLoginsAsync()
    {
        await using var owner = new NpgsqlConnection(postgres.ConnectionString);
        await owner.OpenAsync(TestCancellation);
#pragma warning disable CA2100 // The SQL is a file of this repository.
        await using var logins = new NpgsqlCommand(await File.ReadAllTextAsync(Repository.PathTo("docs", "postgres-logins.sql"), TestCancellation), owner);
#pragma warning restore CA2100
        await logins.ExecuteNonQueryAsync(TestCancellation);
        foreach (var descriptor in Host.Shop.Modules.Select(module => module.Descriptor))
        {
            var login = new NpgsqlConnectionStringBuilder(secrets["connections/postgres"]) { Username = $"shop_{descriptor.ServiceName switch { "product-catalog" => "catalog", var name => name.Replace('-', '_') }}" };
            secrets[$"connections/postgres-{descriptor.ServiceName}"] = login.ConnectionString;
        }
    }

    // As the kubelet does: the init containers run one after the other, and a container that fails is run again.
    private async Task PrepareAsync(Workload workload)
    {
        foreach (var container in workload.Pod.InitContainers ?? [])
        {
            var tries = 1;
            while (await FailedAsync(workload, container) is { } error)
            {
                tries++.Should().BeLessThan(MaxAttempts, "{0} of {1} must succeed: {2}", container.Name, workload, error);
            }
        }
    }

    private async Task<string?> FailedAsync(Workload workload, V1Container container)
    {
        await using var step = PodProcess.Start(workload.Name, container, EnvironmentOf(workload.Name, container), network.PortsOf(workload.Name));
        return await step.WaitForExitAsync(TestCancellation) == 0 ? null : step.Output();
    }

    // The variables of the image, then those of the manifest. A machine with two cores that starts all pods at once needs longer deadlines than a cluster.
    private Dictionary<string, string> EnvironmentOf(string workload, V1Container container)
    {
        var all = ImageFile.Environment.ToDictionary();
        foreach (var (key, value) in ShopUnderTest.LongDeadlines)
        {
            all[key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
        }

        foreach (var (name, value) in ContainerEnvironment.Of(container, overlay, secrets))
        {
            all[name] = value;
        }

        return WithCertificate(workload, container, network.ToLoopback(workload, all));
    }

    // If the pod mounts a certificate, one is issued for the name of its workload.
    private Dictionary<string, string> WithCertificate(string workload, V1Container container, Dictionary<string, string> environment)
    {
        if (container.VolumeMounts.FirstOrDefault(mount => mount.Name == "tls")?.MountPath is not { } mounted)
        {
            return environment;
        }

        var folder = Path.Combine(certificates.FullName, workload);
        authority.Issue(folder, workload, isAtLoopback: true);
        return environment.ToDictionary(variable => variable.Key, variable => variable.Value.Replace($"{mounted}/", $"{folder}/", StringComparison.Ordinal));
    }
}

/// <summary>The fields of an audit result that the tests use.</summary>
internal sealed record AuditResult(bool Holds, int Orders, int Booked);
