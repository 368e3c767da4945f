using AstronomyShop.Contracts;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Creates the result of an invariant check from its violations.</summary>
public static class AuditChecks
{
    private const int MaxNamed = 5;

    /// <summary>Creates a check that holds when there are no violations.</summary>
    /// <param name="id">The number of the invariant: <c>I1</c>.</param>
    /// <param name="violations">The violations; the first few are listed in the detail.</param>
    public static AuditCheck None(string id, IEnumerable<string> violations)
    {
        var named = violations.Take(MaxNamed).ToList();
        return new AuditCheck { Id = id, Holds = named.Count == 0, Detail = string.Join("; ", named) };
    }
}
