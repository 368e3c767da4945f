using AstronomyShop.Tests.Reliability;
using Xunit.Sdk;
using Xunit.v3;

// These tests start and kill whole shops, and most of the time a test waits for a shop.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(PostgresServerFixture))]
