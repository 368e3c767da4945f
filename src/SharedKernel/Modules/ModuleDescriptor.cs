using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>
/// What the shop knows of a module wherever it runs. All descriptors together are the call table: an edge that no descriptor declares does not
/// exist in any shape.
/// </summary>
/// <param name="Name">The module's folder and configuration section: <c>Cart</c>.</param>
/// <param name="ServiceName">Its <c>service.name</c> in telemetry: <c>cart</c>.</param>
public sealed record ModuleDescriptor(string Name, string ServiceName)
{
    /// <summary>The gRPC services it serves.</summary>
    public IReadOnlyList<ServiceDescriptor> Serves { get; init; } = [];

    /// <summary>The gRPC services it calls, that of its neighbours.</summary>
    public IReadOnlyList<ServiceDescriptor> Calls { get; init; } = [];

    /// <summary>The modules it sends HTTP requests on to, by name.</summary>
    public IReadOnlyList<string> ForwardsTo { get; init; } = [];

    /// <summary>It asks the shop's public door over HTTP, as a customer's program does.</summary>
    public bool CallsEdge { get; init; }

    /// <summary>The events it publishes.</summary>
    public IReadOnlyList<MessageDescriptor> Publishes { get; init; } = [];

    /// <summary>The events it consumes.</summary>
    public IReadOnlyList<MessageDescriptor> Consumes { get; init; } = [];

    /// <summary>It answers HTTP.</summary>
    public bool ServesHttp { get; init; }

    /// <summary>It is the shop's public door: where it runs, the web port is its own.</summary>
    public bool IsEdge { get; init; }

    /// <summary>It shows the shop's telemetry and takes that of its own process; of itself nothing is recorded.</summary>
    public bool IsObservatory { get; init; }

    /// <summary>Paths of its HTTP that the management port answers too, wherever the shop's door is: <c>/observatory</c>.</summary>
    public IReadOnlyList<string> ManagementPaths { get; init; } = [];

    /// <summary>The keys of the W3C baggage it takes from whoever sends it a request; all of them when it does not say.</summary>
    public IReadOnlyList<string>? AdmitsBaggage { get; init; }

    /// <summary>How much the shop depends on it, as <c>service.criticality</c> says it: critical, high, medium or low.</summary>
    public string Criticality { get; init; } = "low";

    /// <summary>Environment variables of the public shop that give this module's address too: <c>CART_ADDR</c>, or a pair, <c>FLAGD_HOST:FLAGD_PORT</c>.</summary>
    public IReadOnlyList<string> AddressVariables { get; init; } = [];
}
