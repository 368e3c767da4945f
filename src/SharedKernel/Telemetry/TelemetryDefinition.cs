namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// The name and description of a span, event, attribute or metric. Each is declared once, in the module's <c>&lt;Module&gt;Telemetry</c>, and
/// used from there: <c>docs/telemetry.md</c> is generated from these declarations, and a test compares them with what the running shop emits.
/// </summary>
public sealed record TelemetryDefinition
{
    private TelemetryDefinition(string name, string kind, string type, string meaning)
    {
        Name = name;
        Kind = kind;
        Type = type;
        Description = meaning;
    }

    /// <summary>The name as exported: <c>demo.cart.items.count</c>.</summary>
    public string Name { get; }

    /// <summary>The kind: span, event, attribute, counter, …</summary>
    public string Kind { get; }

    /// <summary>The type of an attribute or the unit of a metric; empty for spans and events.</summary>
    public string Type { get; }

    /// <summary>What the value means.</summary>
    public string Description { get; }

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
