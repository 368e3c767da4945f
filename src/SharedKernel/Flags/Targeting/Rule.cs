namespace AstronomyShop.SharedKernel.Flags.Targeting;

/// <summary>A rule made ready: from the data it may look at to what it comes to.</summary>
internal delegate object? Rule(object? data);

/// <summary>A rule is none, or came to nothing that can be computed.</summary>
internal sealed class RuleException(string problem) : Exception(problem);
