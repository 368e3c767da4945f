namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// A name that a module writes into its telemetry. Each is declared once, in the module's <c>&lt;Module&gt;Telemetry</c>, and used from
/// there: <c>docs/telemetry.md</c> is made from these declarations, and a test holds them against what the running shop emits.
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

    /// <summary>As a back end sees it: <c>demo.cart.items.count</c>.</summary>
    public string Name { get; }

    /// <summary>What it is the name of: span, event, attribute, counter, …</summary>
    public string Kind { get; }

    /// <summary>An attribute's type or a measurement's unit; empty for what has neither.</summary>
    public string Type { get; }

    /// <summary>What a reader learns from it.</summary>
    public string Description { get; }

    /// <summary>A name stands where its text is wanted.</summary>
    public static implicit operator string(TelemetryDefinition emitted)
    {
        ArgumentNullException.ThrowIfNull(emitted);
        return emitted.Name;
    }

    /// <summary>A span that the module starts beside those of its boundary.</summary>
    public static TelemetryDefinition Span(string name, string meaning) => new(name, "span", "", meaning);

    /// <summary>Something that happened during a span.</summary>
    public static TelemetryDefinition Event(string name, string meaning) => new(name, "event", "", meaning);

    /// <summary>An attribute, of whichever signal.</summary>
    /// <param name="name">As the schema spells it.</param>
    /// <param name="type"><c>string</c>, <c>int</c>, <c>double</c>, <c>boolean</c> or <c>string[]</c>.</param>
    /// <param name="meaning">What a reader learns from it.</param>
    public static TelemetryDefinition Attribute(string name, string type, string meaning) => new(name, "attribute", type, meaning);

    /// <summary>A measurement that only grows.</summary>
    public static TelemetryDefinition Counter(string name, string unit, string meaning) => new(name, "counter", unit, meaning);

    /// <summary>A measurement that grows and shrinks.</summary>
    public static TelemetryDefinition UpDownCounter(string name, string unit, string meaning) => new(name, "updowncounter", unit, meaning);

    /// <summary>How measured values are spread.</summary>
    public static TelemetryDefinition Histogram(string name, string unit, string meaning) => new(name, "histogram", unit, meaning);

    /// <summary>A value as it is now.</summary>
    public static TelemetryDefinition Gauge(string name, string unit, string meaning) => new(name, "gauge", unit, meaning);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
