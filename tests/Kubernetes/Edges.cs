using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modules;
using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>One pod may open a connection to a port of another.</summary>
internal sealed record Edge(string From, string To, int Port)
{
    public override string ToString() => $"{From} → {To}:{Port}";
}

/// <summary>Every connection of the split shape: the call table, and what each process has with the servers beside it.</summary>
internal static class Edges
{
    public const int Web = 8080;
    public const int Grpc = 8081;
    public const int Management = 8082;
    public const int PostgreSql = 5432;
    private const int Valkey = 6379;
    private const int Kafka = 9092;

    public static IReadOnlyList<Edge> All { get; } = [.. Pods.SelectMany(From).Distinct().OrderBy(edge => edge.ToString(), StringComparer.Ordinal)];

    /// <summary>Those of the played customers, where the load is switched on.</summary>
    public static IReadOnlyList<Edge> OfTheLoad { get; } = [.. From(Shop.Modules.Select(module => module.Descriptor).Single(ThePods.IsLoad))];

    /// <summary>The modules that have a pod of their own in the split shape.</summary>
    public static IEnumerable<ModuleDescriptor> Pods => Shop.Modules.Select(module => module.Descriptor).Where(face => !ThePods.IsLoad(face));

    private static IEnumerable<Edge> From(ModuleDescriptor caller) =>
    [
        .. caller.Calls.Select(service => new Edge(caller.ServiceName, Serving(service).ServiceName, Grpc)),
        .. caller.ForwardsTo.Select(name => new Edge(caller.ServiceName, Named(name).ServiceName, Web)),
        .. OneIf(caller.CallsEdge, caller, Pods.Single(face => face.IsEdge).ServiceName, Web),
        .. OneIf(caller.Publishes.Count + caller.Consumes.Count > 0, caller, "kafka", Kafka),
        .. OneIf(KeepsDatabase(caller), caller, "postgresql", PostgreSql),
        .. OneIf(caller.Name == "Cart", caller, "valkey", Valkey),

        // Each follows the flags and reports what it did.
        .. OneIf(caller.Name is not ("Flags" or "Observatory"), caller, Named("Flags").ServiceName, Grpc),
        .. OneIf(!caller.IsObservatory, caller, Pods.Single(face => face.IsObservatory).ServiceName, Grpc),
    ];

    private static IEnumerable<Edge> OneIf(bool isOne, ModuleDescriptor caller, string to, int port) => isOne ? [new Edge(caller.ServiceName, to, port)] : [];

    private static ModuleDescriptor Serving(ServiceDescriptor service) => Pods.Single(face => face.Serves.Contains(service));

    private static ModuleDescriptor Named(string name) => Pods.Single(face => face.Name == name);

    // Carts are in Valkey there.
    private static bool KeepsDatabase(ModuleDescriptor face) => face.Name != "Cart"
        && Shop.Modules.Single(module => module.Descriptor == face).GetType().Assembly.GetTypes().Any(type => type.IsSubclassOf(typeof(DbContext)));
}
