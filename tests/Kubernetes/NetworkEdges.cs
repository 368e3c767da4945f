using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>One pod may open a connection to a port of another.</summary>
internal sealed record NetworkEdge(string From, string To, int Port)
{
    public override string ToString() => $"{From} → {To}:{Port}";
}

/// <summary>All connections of the split shape: those of the call table, and those of each process to servers such as PostgreSQL.</summary>
internal static class NetworkEdges
{
    public const int Web = 8080;
    public const int Grpc = 8081;
    public const int Management = 8082;
    public const int PostgreSql = 5432;
    private const int Valkey = 6379;
    private const int Kafka = 9092;
    private const int RabbitMq = 5672;

    public static IReadOnlyList<NetworkEdge> All { get; } = [.. Pods.SelectMany(From).Distinct().OrderBy(edge => edge.ToString(), StringComparer.Ordinal)];

    /// <summary>The same with RabbitMQ in place of Kafka.</summary>
    public static IReadOnlyList<NetworkEdge> WithRabbitMq { get; } = [.. All.Select(edge => edge.To == "kafka" ? edge with { To = "rabbitmq", Port = RabbitMq } : edge)];

    /// <summary>The connections of the simulated users, if the load component is enabled.</summary>
    public static IReadOnlyList<NetworkEdge> OfLoadGenerator { get; } = [.. From(Shop.Modules.Select(module => module.Descriptor).Single(PodSecurityTests.IsLoad))];

    /// <summary>The modules that run in separate pods in the split shape.</summary>
    public static IEnumerable<ModuleDescriptor> Pods => Shop.Modules.Select(module => module.Descriptor).Where(descriptor => !PodSecurityTests.IsLoad(descriptor));

    private static IEnumerable<NetworkEdge> From(ModuleDescriptor caller) =>
    [
        .. caller.Calls.Select(service => new NetworkEdge(caller.ServiceName, Serving(service).ServiceName, Grpc)),
        .. caller.ForwardsTo.Select(name => new NetworkEdge(caller.ServiceName, Named(name).ServiceName, Web)),
        .. OneIf(caller.CallsPublicPort, caller, Pods.Single(descriptor => descriptor.IsPublic).ServiceName, Web),
        .. Pods.Where(callee => caller.ReadsAuditSources && callee.HasAuditSource).Select(callee => new NetworkEdge(caller.ServiceName, callee.ServiceName, Grpc)),
        .. OneIf(caller.Publishes.Count + caller.Consumes.Count > 0, caller, "kafka", Kafka),
        .. OneIf(HasDatabase(caller), caller, "postgresql", PostgreSql),
        .. OneIf(caller.Name == "Cart", caller, "valkey", Valkey),

        // Each module subscribes to the flags and exports telemetry.
        .. OneIf(caller.Name is not ("Flags" or "Observatory"), caller, Named("Flags").ServiceName, Grpc),
        .. OneIf(!caller.ReceivesTelemetry, caller, Pods.Single(descriptor => descriptor.ReceivesTelemetry).ServiceName, Grpc),
    ];

    private static IEnumerable<NetworkEdge> OneIf(bool isOne, ModuleDescriptor caller, string to, int port) => isOne ? [new NetworkEdge(caller.ServiceName, to, port)] : [];

    private static ModuleDescriptor Serving(ServiceDescriptor service) => Pods.Single(descriptor => descriptor.Serves.Contains(service));

    private static ModuleDescriptor Named(string name) => Pods.Single(descriptor => descriptor.Name == name);

    // In the split shape, carts are stored in Valkey.
    private static bool HasDatabase(ModuleDescriptor descriptor) => descriptor.Name != "Cart"
        && Shop.Modules.Single(module => module.Descriptor == descriptor).GetType().Assembly.GetTypes().Any(type => type.IsSubclassOf(typeof(DbContext)));
}
