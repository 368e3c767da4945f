namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>The resources of the items in one buffer: each is stored, and weighed, once, as long as an item refers to it.</summary>
internal sealed class SharedResources
{
    private readonly Dictionary<StoredResource, (StoredResource Shared, int Count)> uses = [];
    private (StoredResource? Given, StoredResource? Shared) latest;

    /// <summary>What the resources take in memory.</summary>
    public long Bytes { get; private set; }

    /// <summary>Counts one more item of the resource, and returns the stored resource of the same content.</summary>
    public StoredResource Acquire(StoredResource resource)
    {
        // The spans of a report come with one resource, and comparing its content with the stored one costs as much as storing a span.
        var known = ReferenceEquals(resource, latest.Given) ? latest.Shared! : resource;
        if (!uses.TryGetValue(known, out var use))
        {
            use = (known, 0);
            Bytes += known.Bytes;
        }

        uses[use.Shared] = (use.Shared, use.Count + 1);
        latest = (resource, use.Shared);
        return use.Shared;
    }

    /// <summary>Counts one item of the resource less.</summary>
    public void Release(StoredResource resource)
    {
        var (shared, count) = uses[resource];
        if (count > 1)
        {
            uses[shared] = (shared, count - 1);
            return;
        }

        uses.Remove(shared);
        Bytes -= shared.Bytes;
        latest = default;
    }
}
