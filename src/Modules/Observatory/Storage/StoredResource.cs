using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>What a service tells of itself. Equal resources are stored once in each buffer.</summary>
internal sealed class StoredResource : IEquatable<StoredResource>
{
    private const string UnknownService = "unknown_service";
    private const int PerResource = 400;

    private readonly int hash;

    private StoredResource(List<KeyValue> attributes, long bytes)
    {
        Attributes = attributes;
        Service = ValueOf("service.name") is { Length: > 0 } name ? name : UnknownService;
        Instance = ValueOf("service.instance.id");
        Bytes = PerResource + bytes + StoredText.BytesOf(Service) + StoredText.BytesOf(Instance);
        hash = attributes.Aggregate(0, (all, pair) => HashCode.Combine(all, pair.GetHashCode()));
    }

    public string Service { get; }

    /// <summary>The <c>service.instance.id</c>, which keeps the series of several processes apart; empty if there is none.</summary>
    public string Instance { get; }

    public IReadOnlyList<KeyValue> Attributes { get; }

    public long Bytes { get; }

    public static StoredResource Of(Resource? resource)
    {
        var text = new StoredText();
        return new StoredResource(text.Attributes(resource?.Attributes ?? []), text.Bytes);
    }

    public bool Equals(StoredResource? other) => ReferenceEquals(this, other) || (other is not null && hash == other.hash && Attributes.SequenceEqual(other.Attributes));

    public override bool Equals(object? obj) => Equals(obj as StoredResource);

    public override int GetHashCode() => hash;

    private string ValueOf(string key) => StoredText.CutName(Attributes.FirstOrDefault(pair => pair.Key == key)?.Value?.StringValue ?? "");
}
