using Xunit.Sdk;
using Xunit.v3;

// These tests start whole shops, and some of them have time limits.
[assembly: Parallelization(Mode = ParallelMode.None)]
