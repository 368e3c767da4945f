using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// A module's activity source and meter, both named <c>AstronomyShop.&lt;Module&gt;</c>. Whatever they record has the module's
/// <c>service.name</c>, in whichever process the module runs.
/// </summary>
public sealed class ModuleTelemetry : IMeterFactory
{
    private readonly Histogram<double> callsMade;
    private readonly Histogram<double> callsServed;
    private readonly Histogram<double> requestsServed;
    private readonly Histogram<double> requestsMade;
    private readonly Histogram<double> databaseOperations;
    private readonly Histogram<double> eventsConsumed;

    /// <summary>Creates the telemetry of the module with this descriptor.</summary>
    public ModuleTelemetry(ModuleDescriptor descriptor, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(loggers);
        Logger = loggers.CreateLogger($"AstronomyShop.Modules.{descriptor.Name}");
        Name = descriptor.Name;
        ServiceName = descriptor.ServiceName;
        Source = new ActivitySource(SourceName(descriptor));
        Meter = new Meter(SourceName(descriptor));
        callsMade = Meter.CreateHistogram<double>("rpc.client.call.duration", "s", "Duration of outbound RPC calls.");
        callsServed = Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of inbound RPC calls.");
        requestsServed = Meter.CreateHistogram<double>("http.server.request.duration", "s", "Duration of HTTP server requests.");
        requestsMade = Meter.CreateHistogram<double>("http.client.request.duration", "s", "Duration of HTTP client requests.");
        databaseOperations = Meter.CreateHistogram<double>("db.client.operation.duration", "s", "Duration of database client operations.");
        eventsConsumed = Meter.CreateHistogram<double>("messaging.process.duration", "s", "Duration of processing a consumed event.");
        var started = Stopwatch.GetTimestamp();
        Meter.CreateObservableGauge("process.uptime", () => Stopwatch.GetElapsedTime(started).TotalSeconds, "s", "The time the module has been running.");

        // Modules of one process share its CPU time and memory, and each reports the total.
        Meter.CreateObservableCounter("process.cpu.time", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Total CPU time of the module's process.");
        Meter.CreateObservableUpDownCounter("process.memory.usage", () => Environment.WorkingSet, "By", "Working set memory of the module's process.");
    }

    /// <summary>The name of the module.</summary>
    internal string Name { get; }

    /// <summary>The module's <c>service.name</c>.</summary>
    public string ServiceName { get; }

    /// <summary>The activity source of the module.</summary>
    public ActivitySource Source { get; }

    /// <summary>The meter of the module.</summary>
    public Meter Meter { get; }

    /// <summary>The logger of the RPC and HTTP pipelines for this module.</summary>
    public ILogger Logger { get; }

    /// <summary>Whether anything records the calls that the module makes; without that, a call measures nothing.</summary>
    public bool ObservesCalls => Source.HasListeners() || callsMade.Enabled;

    /// <summary>Whether anything records the calls that the module serves.</summary>
    public bool ObservesServedCalls => Source.HasListeners() || callsServed.Enabled;

    /// <summary>Whether anything records the database commands of the module.</summary>
    public bool ObservesDatabase => Source.HasListeners() || databaseOperations.Enabled;

    /// <summary>The name of a module's activity source and meter.</summary>
    public static string SourceName(ModuleDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return $"AstronomyShop.{descriptor.Name}";
    }

    /// <summary>Starts a span of the module; null when nothing records it.</summary>
    public Activity? StartSpan(string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default) =>
        parent == default ? Source.StartActivity(name, kind) : Source.StartActivity(name, kind, parent);

    /// <summary>Starts a span in a new trace with a link to another span; null when nothing records it.</summary>
    public Activity? StartLinkedSpan(string name, ActivityKind kind, ActivityContext cause) =>
        Source.StartActivity(kind, parentContext: default, links: cause == default ? null : [new ActivityLink(cause)], name: name);

    /// <summary>Makes a span that a library has started one of the module's, whichever provider records it; null, with no current span, when nothing records the module.</summary>
    public Activity? Adopt(Activity? started)
    {
        Activity.Current = Source.HasListeners() ? started : null;
        Activity.Current?.SetCustomProperty(nameof(ModuleTelemetry), this);
        return Activity.Current;
    }

    /// <summary>Creates the counter.</summary>
    public Counter<long> Counter(TelemetryDefinition declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return Meter.CreateCounter<long>(declared.Name, declared.Type, declared.Description);
    }

    /// <summary>Creates the up-down counter.</summary>
    public UpDownCounter<int> UpDownCounter(TelemetryDefinition declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return Meter.CreateUpDownCounter<int>(declared.Name, declared.Type, declared.Description);
    }

    /// <summary>Creates the histogram.</summary>
    public Histogram<double> Histogram(TelemetryDefinition declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return Meter.CreateHistogram<double>(declared.Name, declared.Type, declared.Description);
    }

    /// <summary>Creates the gauge; the function is called at each collection.</summary>
    public ObservableGauge<double> Gauge(TelemetryDefinition declared, Func<double> look)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return Meter.CreateObservableGauge(declared.Name, look, declared.Type, declared.Description);
    }

    /// <summary>Metrics of a library in the module's container are recorded by the module's meter.</summary>
    Meter IMeterFactory.Create(MeterOptions options) => Meter;

    /// <inheritdoc/>
    public void Dispose()
    {
        Source.Dispose();
        Meter.Dispose();
    }

    /// <summary>Records the duration of a call that the module made.</summary>
    /// <param name="rpc">The RPC as named in spans: <c>oteldemo.CartService/GetCart</c>.</param>
    /// <param name="status">The status as the semantic conventions for RPC spell it: <c>OK</c>, <c>NOT_FOUND</c>.</param>
    /// <param name="callee">The service name of the called module.</param>
    /// <param name="started">The timestamp of <see cref="Stopwatch"/> at the start.</param>
    public void CallCompleted(string rpc, string status, string callee, long started)
    {
        if (callsMade.Enabled)
        {
            callsMade.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Tags(rpc, status, callee));
        }
    }

    /// <summary>Records the duration of a call that the module served.</summary>
    /// <param name="rpc">The RPC as named in spans.</param>
    /// <param name="status">The status as the semantic conventions for RPC spell it.</param>
    /// <param name="started">The timestamp of <see cref="Stopwatch"/> at the start.</param>
    public void CallServed(string rpc, string status, long started)
    {
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (callsServed.Enabled)
        {
            callsServed.Record(seconds, Tags(rpc, status, null));
        }

        // As ASP.NET Core records a gRPC call that arrives over the network; docs/adr/0007 explains why in-process calls record it too.
        if (requestsServed.Enabled)
        {
            requestsServed.Record(seconds, new(TelemetryAttributes.HttpRequestMethod, "POST"), new(TelemetryAttributes.HttpRoute, $"/{rpc}"), new(TelemetryAttributes.HttpResponseStatusCode, 200));
        }
    }

    /// <summary>Records the duration of an HTTP request that the module served.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="route">The route template; null when no route matched.</param>
    /// <param name="status">The status code of the response.</param>
    /// <param name="started">The timestamp of <see cref="Stopwatch"/> at the start.</param>
    public void RequestServed(string method, string? route, int status, long started) =>
        Record(requestsServed, method, TelemetryAttributes.HttpRoute, route, status, started);

    /// <summary>Records the duration of an HTTP request that the module sent.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="callee">The service name of the called module.</param>
    /// <param name="status">The status code of the response.</param>
    /// <param name="started">The timestamp of <see cref="Stopwatch"/> at the start.</param>
    public void RequestMade(string method, string callee, int status, long started) =>
        Record(requestsMade, method, TelemetryAttributes.ServerAddress, callee, status, started);

    /// <summary>Records the duration of a command of a store.</summary>
    /// <param name="system">The kind of store: <c>redis</c>.</param>
    /// <param name="operation">The command.</param>
    /// <param name="collection">The collection it used, if the store has collections.</param>
    /// <param name="duration">The duration of the command.</param>
    /// <param name="exception">The error, if the command failed.</param>
    public void DatabaseOperationCompleted(string system, string operation, string? collection, TimeSpan duration, Exception? exception)
    {
        if (databaseOperations.Enabled)
        {
            var tags = new TagList { { TelemetryAttributes.DbSystemName, system }, { TelemetryAttributes.DbOperationName, operation } };
            Add(ref tags, TelemetryAttributes.DbCollectionName, collection);
            Add(ref tags, TelemetryAttributes.ErrorType, exception?.GetType().FullName);
            databaseOperations.Record(duration.TotalSeconds, tags);
        }
    }

    /// <summary>Records the duration of processing an event.</summary>
    /// <param name="destination">The destination that the event came from.</param>
    /// <param name="exception">The error, if processing failed.</param>
    /// <param name="started">The timestamp of <see cref="Stopwatch"/> at the start.</param>
    public void EventConsumed(string destination, Exception? exception, long started)
    {
        if (eventsConsumed.Enabled)
        {
            var tags = new TagList { { TelemetryAttributes.MessagingDestinationName, destination }, { TelemetryAttributes.MessagingOperationName, "process" } };
            Add(ref tags, TelemetryAttributes.ErrorType, exception?.GetType().FullName);
            eventsConsumed.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    private static void Record(Histogram<double> histogram, string method, string key, string? value, int status, long started)
    {
        if (histogram.Enabled)
        {
            var tags = new TagList { { TelemetryAttributes.HttpRequestMethod, TelemetryForms.Method(method) }, { TelemetryAttributes.HttpResponseStatusCode, status } };
            Add(ref tags, key, value);
            histogram.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    private static void Add(ref TagList tags, string key, string? value)
    {
        if (value is not null)
        {
            tags.Add(key, value);
        }
    }

    private static TagList Tags(string rpc, string status, string? callee)
    {
        var tags = new TagList
        {
            { TelemetryAttributes.RpcSystemName, "grpc" },
            { TelemetryAttributes.RpcMethod, rpc },
            { TelemetryAttributes.RpcResponseStatusCode, status },
        };
        Add(ref tags, TelemetryAttributes.ServerAddress, callee);
        Add(ref tags, TelemetryAttributes.ErrorType, status == "OK" ? null : status);
        return tags;
    }
}
