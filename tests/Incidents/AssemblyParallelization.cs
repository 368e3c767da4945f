using Xunit.Sdk;
using Xunit.v3;

// Whole shops start here, and some tests say how long that may take.
[assembly: Parallelization(Mode = ParallelMode.None)]
