using System.Net.Http.Json;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>What the shop's auditor says once the shop has had the time it asks for.</summary>
internal static class Audits
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<Audit> Settled(this ShopProcess shop, CancellationToken cancellation) => shop.Management.Settled(cancellation);

    /// <summary>Waits until nothing is under way any more, every order is booked and every invariant holds.</summary>
    public static async Task<Audit> Settled(this HttpClient management, CancellationToken cancellation)
    {
        Audit? last = null;
        try
        {
            return await Eventually.Find(
                "the audit holds",
                async token => (last = await management.TryAudit(token)) is { Holds: true } audit && audit.Booked == audit.Orders && audit.Charges == audit.Orders + audit.Refunds ? audit : null,
                Patience,
                cancellation);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The shop does not settle: {last}");
        }
    }

    public static async Task<Audit?> TryAudit(this HttpClient management, CancellationToken cancellation)
    {
        using var answer = await management.GetAsync("/audit", cancellation);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Audit>(cancellation) : null;
    }
}

internal sealed record Audit(bool Holds, int Orders, int Charges, int Refunds, int Booked, IReadOnlyList<Audit.Check> Checks)
{
    public override string ToString() =>
        $"{Orders} orders, {Charges} charges, {Refunds} refunds, {Booked} booked; {string.Join("; ", Checks.Where(check => !check.Holds).Select(check => $"{check.Id}: {check.Detail}"))}";

    internal sealed record Check(string Id, bool Holds, string Detail);
}
