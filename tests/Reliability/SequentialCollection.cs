namespace AstronomyShop.Tests.Reliability;

/// <summary>Tests that hold what the shop does now against what it did a moment ago: nobody else may come in between.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SequentialCollection;
