using Xunit.Sdk;
using Xunit.v3;

// Whoever listens to a module's spans hears those of every shop in the process: one that samples nothing would not be alone.
[assembly: Parallelization(Mode = ParallelMode.None)]
