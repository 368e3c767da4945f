namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>
/// Tests of a shop with an observatory. What it records, every shop of the same process records too, and the pages of a shop that records
/// name their trace: other tests would see that, so they do not run at the same time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RecordsTraces
{
    public const string Name = "Records traces";
}
