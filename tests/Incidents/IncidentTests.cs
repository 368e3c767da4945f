using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;

namespace AstronomyShop.Tests.Incidents;

/// <summary>
/// Turns each flag on and off in both deployments. The symptom is observed while the flag is on and not after it was turned off, and the audit holds
/// after each incident.
/// </summary>
public sealed class IncidentTests(BothDeploymentsFixture deployments)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(60);

    // How long the export of spans may take.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(IncidentNames))]
    public Task An_incident_shows_its_symptom_until_its_flag_is_turned_off(string name) => deployments.ForEachAsync(async shop =>
    {
        var incident = Incident.All.Single(one => one.Name == name);
        foreach (var (flag, variant) in incident.On)
        {
            await shop.SetFlagAsync(flag, variant);
        }

        try
        {
            var since = TimeProvider.System.GetUtcNow();
            await Eventually.HoldsAsync($"the symptom of {name} is observed {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, since) == true, Timeout, TestCancellation);
            foreach (var query in incident.Symptom is null ? [] : IncidentsPageTests.QueriesOf(incident.On[^1].Flag))
            {
                await QueryReturnsAsync(shop, query, incident.Symptom!, since);
            }
        }
        finally
        {
            foreach (var (flag, variant) in incident.Off)
            {
                await shop.SetFlagAsync(flag, variant);
            }
        }

        await Eventually.HoldsAsync($"the symptom of {name} is no longer observed {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, TimeProvider.System.GetUtcNow()) == false, PollInterval, TestCancellation);
        await Eventually.HoldsAsync($"the audit holds after {name} {shop.Name}", _ => shop.AuditHoldsAsync(), Timeout, TestCancellation);
    });

    [Fact]
    public Task With_all_flags_off_no_symptom_is_observed() => deployments.ForEachAsync(async shop =>
    {
        foreach (var incident in Incident.All)
        {
            await Eventually.HoldsAsync(
                $"no symptom of {incident} is observed {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, TimeProvider.System.GetUtcNow()) == false, PollInterval, TestCancellation);
        }
    });

    private static async Task<bool?> SymptomIsObservedAsync(IncidentShop shop, Incident incident, DateTimeOffset since)
    {
        await incident.Do(shop);
        await Task.Delay(Quiet, TestCancellation);
        return await incident.Sees(shop, since);
    }

    // The incidents page documents that the query returns a trace with the symptom. The Observatory receives the spans that the shop exported to the
    // collector, as if it were the telemetry backend.
    private static async Task QueryReturnsAsync(IncidentShop shop, string query, Func<RecordedSpan, bool> symptom, DateTimeOffset since)
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        var traces = shop.Collector.Spans.Where(span => span.Span.StartTimeUnixNano >= after && symptom(span)).Select(span => span.TraceId).Distinct().ToList();
        await shop.ObserveAsync(shop.Collector.Spans.Where(span => traces.Contains(span.TraceId)));
        var page = await shop.QueryAsync(query);
        traces.Should().Contain(trace => page.Contains($"/observatory/traces/{trace}", StringComparison.OrdinalIgnoreCase), "{0} is documented to return one {1}", query, shop.Name);
        if (Regex.Match(query, "service=([^&]+)&error=true") is { Success: true } failed)
        {
            await ErrorsAreCountedAsync(shop, failed.Groups[1].Value);
        }
    }

    // An error in the list of traces also counts in the error rates of the service map and of the metrics page.
    private static async Task ErrorsAreCountedAsync(IncidentShop shop, string service)
    {
        (await shop.QueryAsync("/observatory/map")).Should().MatchRegex($"→ {service}: [^<]*, (?!0 %)[0-9.]+ % errors", "{0} fails {1}", service, shop.Name);
        (await shop.QueryAsync("/observatory/metrics")).Split("<tr>").Should().Contain(
            row => row.Contains($"?service={service}&amp;operation=", StringComparison.Ordinal) && row.Contains("class=\"bad\"", StringComparison.Ordinal), "{0} fails {1}", service, shop.Name);
    }
}
