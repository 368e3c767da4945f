using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;

namespace AstronomyShop.Tests.Incidents;

/// <summary>For each flag, in both shapes: on, and its symptom is in the telemetry; off, and it is gone. The money is right after every one.</summary>
public sealed class IncidentTests(BothDeploymentsFixture deployments)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(60);

    // As long as spans may be on their way.
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
            await Eventually.HoldsAsync($"{name} is seen {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, since) == true, Timeout, TestCancellation);
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

        await Eventually.HoldsAsync($"{name} is gone {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, TimeProvider.System.GetUtcNow()) == false, PollInterval, TestCancellation);
        await Eventually.HoldsAsync($"the audit holds after {name} {shop.Name}", _ => shop.AuditHoldsAsync(), Timeout, TestCancellation);
    });

    [Fact]
    public Task With_all_flags_off_no_symptom_is_observed() => deployments.ForEachAsync(async shop =>
    {
        foreach (var incident in Incident.All)
        {
            await Eventually.HoldsAsync(
                $"nothing of {incident} is seen {shop.Name}", async _ => await SymptomIsObservedAsync(shop, incident, TimeProvider.System.GetUtcNow()) == false, PollInterval, TestCancellation);
        }
    });

    private static async Task<bool?> SymptomIsObservedAsync(IncidentShop shop, Incident incident, DateTimeOffset since)
    {
        await incident.Do(shop);
        await Task.Delay(Quiet, TestCancellation);
        return await incident.Sees(shop, since);
    }

    // The page promises a trace; the Observatory gets what the shop has exported, as it would if it were the back end.
    private static async Task QueryReturnsAsync(IncidentShop shop, string query, Func<RecordedSpan, bool> symptom, DateTimeOffset since)
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        var traces = shop.Collector.Spans.Where(span => span.Span.StartTimeUnixNano >= after && symptom(span)).Select(span => span.TraceId).Distinct().ToList();
        await shop.ObserveAsync(shop.Collector.Spans.Where(span => traces.Contains(span.TraceId)));
        var page = await shop.QueryAsync(query);
        traces.Should().Contain(trace => page.Contains($"/observatory/traces/{trace}", StringComparison.OrdinalIgnoreCase), "{0} promises one {1}", query, shop.Name);
        if (Regex.Match(query, "service=([^&]+)&error=true") is { Success: true } failed)
        {
            await ErrorsAreCountedAsync(shop, failed.Groups[1].Value);
        }
    }

    // What the list of traces calls an error is one in the rates of the map and of the metrics too.
    private static async Task ErrorsAreCountedAsync(IncidentShop shop, string service)
    {
        (await shop.QueryAsync("/observatory/map")).Should().MatchRegex($"→ {service}: [^<]*, (?!0 %)[0-9.]+ % errors", "{0} fails {1}", service, shop.Name);
        (await shop.QueryAsync("/observatory/metrics")).Split("<tr>").Should().Contain(
            row => row.Contains($"?service={service}&amp;operation=", StringComparison.Ordinal) && row.Contains("class=\"bad\"", StringComparison.Ordinal), "{0} fails {1}", service, shop.Name);
    }
}
