namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// The name and description of a span, event, attribute or metric. Each is declared once, in the module's <c>&lt;Module&gt;Telemetry</c>, and
/// used from there: <c>docs/telemetry.md</c> is generated from these declarations, and a test compares them with what the running shop emits.
/// </summary>
/// <param name="Name">The name as exported: <c>demo.cart.items.count</c>.</param>
/// <param name="Kind">The kind: span, event, attribute, counter, …</param>
/// <param name="Type">The type of an attribute or the unit of a metric; empty for spans and events.</param>
/// <param name="Description">What the value means.</param>
public sealed record TelemetryDefinition(string Name, string Kind, string Type, string Description)
{
    /// <summary>Converts a definition to its name.</summary>
    public static implicit operator string(TelemetryDefinition emitted)
    {
        ArgumentNullException.ThrowIfNull(emitted);
        return emitted.Name;
    }

    /// <summary>Defines a span that the module starts in addition to the RPC, HTTP and messaging spans.</summary>
    public static TelemetryDefinition Span(string name, string meaning) => new(name, "span", "", meaning);

    /// <summary>Defines a span event.</summary>
    public static TelemetryDefinition Event(string name, string meaning) => new(name, "event", "", meaning);

    /// <summary>Defines an attribute of any signal.</summary>
    /// <param name="name">The name as the schema spells it.</param>
    /// <param name="type"><c>string</c>, <c>int</c>, <c>double</c>, <c>boolean</c> or <c>string[]</c>.</param>
    /// <param name="meaning">What the value means.</param>
    public static TelemetryDefinition Attribute(string name, string type, string meaning) => new(name, "attribute", type, meaning);

    /// <summary>Defines a counter that only increases.</summary>
    public static TelemetryDefinition Counter(string name, string unit, string meaning) => new(name, "counter", unit, meaning);

    /// <summary>Defines a counter that increases and decreases.</summary>
    public static TelemetryDefinition UpDownCounter(string name, string unit, string meaning) => new(name, "updowncounter", unit, meaning);

    /// <summary>Defines a histogram.</summary>
    public static TelemetryDefinition Histogram(string name, string unit, string meaning) => new(name, "histogram", unit, meaning);

    /// <summary>Defines a gauge.</summary>
    public static TelemetryDefinition Gauge(string name, string unit, string meaning) => new(name, "gauge", unit, meaning);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
