namespace AstronomyShop.Modules.Observatory;

/// <summary>Limits what is drawn, whatever is stored.</summary>
internal static class Drawing
{
    /// <summary>The first items, until their number or their size reaches the limit; at least one.</summary>
    public static IEnumerable<T> TakeWithin<T>(this IEnumerable<T> items, int count, long bytes, Func<T, long> bytesOf)
    {
        foreach (var item in items.Take(count))
        {
            yield return item;
            bytes -= bytesOf(item);
            if (bytes <= 0)
            {
                yield break;
            }
        }
    }
}
