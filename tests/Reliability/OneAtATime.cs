using AstronomyShop.Tests.Reliability;
using Xunit.Sdk;
using Xunit.v3;

// Whole shops start and die here.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Server))]
