using Xunit.Sdk;
using Xunit.v3;

// An ActivityListener receives the spans of every shop in the process, so a shop that samples no spans must not run beside another one.
[assembly: Parallelization(Mode = ParallelMode.None)]
