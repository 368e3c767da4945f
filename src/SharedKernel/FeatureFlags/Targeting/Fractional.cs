namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>
/// <c>fractional</c>: maps the same key always to the same share. The key is the first argument if it is a string; otherwise the flag key
/// followed by the targeting key.
/// </summary>
internal static class Fractional
{
    public static object? Choose(object?[] arguments, object? data)
    {
        var (key, buckets) = arguments is [string own, ..] ? (own, arguments[1..]) : (DefaultKey(data), arguments);
        if (key is null || ReadShares(buckets) is not { Length: > 0 } shares)
        {
            return null;
        }

        var total = shares.Sum(share => share.Weight);
        if (total > int.MaxValue)
        {
            return null;
        }

        var bucket = (long)((Murmur3.Hash(key) * (ulong)total) >> 32);
        foreach (var (variant, weight) in shares)
        {
            bucket -= weight;
            if (bucket < 0)
            {
                return variant;
            }
        }

        return null;
    }

    private static string? DefaultKey(object? data) =>
        data is Dictionary<string, object?> context
        && context.GetValueOrDefault("$flagd") is Dictionary<string, object?> flagd
        && context.GetValueOrDefault("targetingKey") is string { Length: > 0 } targetingKey
            ? $"{flagd["flagKey"]}{targetingKey}"
            : null;

    private static (object? Variant, long Weight)[]? ReadShares(object?[] buckets)
    {
        var shares = new (object?, long)[buckets.Length];
        for (var next = 0; next < buckets.Length; next++)
        {
            switch (buckets[next])
            {
                case object?[] and [(null or string or bool or double) and var variant]:
                    shares[next] = (variant, 1);
                    break;

                // A computed weight may be negative; then the share is empty.
                case object?[] and [(null or string or bool or double) and var variant, double weight] when double.IsInteger(weight):
                    shares[next] = (variant, (long)Math.Max(0, weight));
                    break;

                default:
                    return null;
            }
        }

        return shares;
    }
}
