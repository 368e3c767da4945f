using AstronomyShop.Tests.Reliability;
using Xunit.Sdk;
using Xunit.v3;

// Whole shops start and die here, and most of the time a test waits for one.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(PostgresServerFixture))]
