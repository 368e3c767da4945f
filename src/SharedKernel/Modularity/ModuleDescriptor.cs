using System.Collections.ObjectModel;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// What the shop knows about a module wherever it runs. All descriptors together are the call table: a call that no descriptor declares is not
/// possible, in one process or in several.
/// </summary>
/// <param name="Name">The module's folder and configuration section: <c>Cart</c>.</param>
/// <param name="ServiceName">The module's <c>service.name</c> in telemetry: <c>cart</c>.</param>
public sealed record ModuleDescriptor(string Name, string ServiceName)
{
    /// <summary>The gRPC services that the module serves.</summary>
    public IReadOnlyList<ServiceDescriptor> Serves { get; init; } = [];

    /// <summary>The gRPC services of other modules that the module calls.</summary>
    public IReadOnlyList<ServiceDescriptor> Calls { get; init; } = [];

    /// <summary>The names of the modules that it forwards HTTP requests to.</summary>
    public IReadOnlyList<string> ForwardsTo { get; init; } = [];

    /// <summary>The module calls the public HTTP port of the shop, as an external client does.</summary>
    public bool CallsPublicPort { get; init; }

    /// <summary>The events that the module publishes.</summary>
    public IReadOnlyList<MessageDescriptor> Publishes { get; init; } = [];

    /// <summary>The events that the module consumes.</summary>
    public IReadOnlyList<MessageDescriptor> Consumes { get; init; } = [];

    /// <summary>The module serves HTTP.</summary>
    public bool ServesHttp { get; init; }

    /// <summary>
    /// The module serves clients outside the shop: the web port of its process is open to all of them and asks for no certificate. The shop has one.
    /// </summary>
    public bool IsPublic { get; init; }

    /// <summary>The module receives the telemetry of all modules, and any of them may call it. It registers an <c>ITelemetryTarget</c>.</summary>
    public bool ReceivesTelemetry { get; init; }

    /// <summary>The module is recorded as a service; false for the tools of operators, which are not services of the shop.</summary>
    public bool IsRecorded { get; init; } = true;

    /// <summary>The module's data is audited: it registers an <c>IAuditSource</c>.</summary>
    public bool HasAuditSource { get; init; }

    /// <summary>The module reads the audit sources of all modules.</summary>
    public bool ReadsAuditSources { get; init; }

    /// <summary>HTTP paths of the module that the management port serves too, wherever the edge runs: <c>/observatory</c>.</summary>
    public IReadOnlyList<string> ManagementPaths { get; init; } = [];

    /// <summary>
    /// Those of them that the public port serves too, to operators only: pages, never an API. In development, or with <c>Modules:&lt;Name&gt;:AtTheDoor</c>.
    /// </summary>
    public IReadOnlyList<string> OperatorPages { get; init; } = [];

    /// <summary>The W3C baggage keys that the module accepts from clients; null accepts all.</summary>
    public IReadOnlyList<string>? AdmitsBaggage { get; init; }

    /// <summary>
    /// The attribute names of parameters of the module's log messages, spelled as in the message template or, where it lacks them, as the parameter:
    /// <c>OrderId</c> is <c>demo.order.id</c>, as on spans, so that one search finds both. Other parameters keep their names.
    /// </summary>
    public IReadOnlyDictionary<string, string> LogAttributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How critical the module is for the shop, for <c>service.criticality</c>: critical, high, medium or low.</summary>
    public string Criticality { get; init; } = "low";

    /// <summary>
    /// Environment variables of the public shop that also give the module's address: <c>CART_ADDR</c>, or a pair, <c>FLAGD_HOST:FLAGD_PORT</c>.
    /// </summary>
    public IReadOnlyList<string> AddressVariables { get; init; } = [];
}
