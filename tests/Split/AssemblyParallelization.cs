using Xunit.Sdk;
using Xunit.v3;

// The tests start complete shops, and some tests limit the duration of the start.
[assembly: Parallelization(Mode = ParallelMode.None)]
