using System.Net.Http.Json;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Reads the audit of the shop, and waits until it holds.</summary>
internal static class AuditExtensions
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static Task<AuditResult> WaitForAuditAsync(this ShopProcess shop, CancellationToken cancellationToken) => shop.Management.WaitForAuditAsync(cancellationToken);

    /// <summary>Waits until no order is in progress, every order is booked and every invariant holds.</summary>
    public static async Task<AuditResult> WaitForAuditAsync(this HttpClient management, CancellationToken cancellationToken)
    {
        AuditResult? last = null;
        try
        {
            return await Eventually.FindAsync(
                "the audit holds",
                async cancellationToken => (last = await management.TryAuditAsync(cancellationToken)) is { Holds: true } audit && audit.Booked == audit.Orders && audit.Charges == audit.Orders + audit.Refunds ? audit : null,
                Timeout,
                cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The audit does not hold, or orders are still in progress: {last}");
        }
    }

    public static async Task<AuditResult?> TryAuditAsync(this HttpClient management, CancellationToken cancellationToken)
    {
        using var response = await management.GetAsync("/audit", cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<AuditResult>(cancellationToken) : null;
    }
}

internal sealed record AuditResult(bool Holds, int Orders, int Charges, int Refunds, int Booked, IReadOnlyList<AuditResult.Check> Checks)
{
    public override string ToString() =>
        $"{Orders} orders, {Charges} charges, {Refunds} refunds, {Booked} booked; {string.Join("; ", Checks.Where(check => !check.Holds).Select(check => $"{check.Id}: {check.Detail}"))}";

    internal sealed record Check(string Id, bool Holds, string Detail);
}
