namespace AstronomyShop.Tests.Reliability;

/// <summary>Tests that compare measurements over time and must not run in parallel with others.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SequentialCollection;
