using AstronomyShop.SharedKernel.Calls;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>The flag <c>boundaryFaults</c>: any call between modules can be made to fail, without touching code.</summary>
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

        // One comparison for as long as the document stays and the flag has no rules.
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

    // The flag is for the whole shop: its targeting sees no shopper.
    private BoundaryRule[] RulesOf(FlagDocument document) =>
        document.Evaluate(Key, EvaluationContext.Empty, clock).Variant is { } variant ? BoundaryRule.ReadAll(variant.Json) : [];

    private sealed record ParsedRules(FlagDocument? Document, BoundaryRule[] Rules);
}
