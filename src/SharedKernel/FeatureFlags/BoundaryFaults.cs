using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>The flag <c>boundaryFaults</c>: injects faults into calls between modules without a code change.</summary>
internal sealed class BoundaryFaults(FlagStore store, TimeProvider clock, Random random) : ICallFault
{
    private const string Key = "boundaryFaults";

    private ParsedRules parsedRules = new(null, []);

    public ValueTask<CallFault?> FindAsync(string caller, string callee, string rpc)
    {
        var document = store.Current;
        if (document is null)
        {
            return default;
        }

        // While the document is unchanged and the flag has no rules, this costs one comparison.
        var now = parsedRules.Document == document ? parsedRules : parsedRules = new ParsedRules(document, RulesOf(document));
        foreach (var rule in now.Rules)
        {
            if (rule.Matches(caller, callee, rpc) && random.NextDouble() < rule.Share)
            {
                return ValueTask.FromResult<CallFault?>(rule.Fault(random));
            }
        }

        return default;
    }

    // The flag applies to the whole shop: its targeting has no evaluation context.
    private BoundaryRule[] RulesOf(FlagDocument document) =>
        document.Evaluate(Key, EvaluationContext.Empty, clock).Variant is { } variant ? BoundaryRule.ReadAll(variant.Json) : [];

    private sealed record ParsedRules(FlagDocument? Document, BoundaryRule[] Rules);
}
