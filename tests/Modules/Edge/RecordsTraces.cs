namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>
/// Tests of a shop with an observatory. While such a shop runs, every other shop in the process records spans too, and the pages of a shop
/// that records spans contain the trace context. Other tests would see that, so they do not run at the same time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RecordsTraces
{
    public const string Name = "Records traces";
}
