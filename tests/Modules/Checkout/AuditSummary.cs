using System.Net.Http.Json;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>The response of <c>/audit</c>.</summary>
internal sealed record AuditSummary(bool Holds, int Orders, int Charges, int Refunds, int Booked, IReadOnlyList<AuditSummary.Check> Checks)
{
    public IEnumerable<string> Broken => Checks.Where(check => !check.Holds).Select(check => check.Id);

    public static async Task<AuditSummary> ReadAsync(ShopUnderTest shop) =>
        (await shop.Management.GetFromJsonAsync<AuditSummary>("/audit", TestContext.Current.CancellationToken))!;

    internal sealed record Check(string Id, bool Holds, string Detail);
}
