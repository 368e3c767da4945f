using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Incidents;

/// <summary>For each flag, in both shapes: on, and its symptom is in the telemetry; off, and it is gone. The money is right after every one.</summary>
public sealed class TurningAProblemOn(BothShapes shapes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(60);

    // As long as spans may be on their way.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(EveryIncident))]
    public Task Shows_its_symptom_until_it_is_turned_off(string name) => shapes.InEach(async shop =>
    {
        var incident = Incident.All.Single(one => one.Name == name);
        foreach (var (flag, variant) in incident.On)
        {
            await shop.Turn(flag, variant);
        }

        try
        {
            var since = TimeProvider.System.GetUtcNow();
            await Eventually.Holds($"{name} is seen {shop.Name}", async _ => await HappensAndIsSeen(shop, incident, since) == true, Patience, Test);
        }
        finally
        {
            foreach (var (flag, variant) in incident.Off)
            {
                await shop.Turn(flag, variant);
            }
        }

        await Eventually.Holds($"{name} is gone {shop.Name}", async _ => await HappensAndIsSeen(shop, incident, TimeProvider.System.GetUtcNow()) == false, Seconds, Test);
        await Eventually.Holds($"the audit holds after {name} {shop.Name}", _ => shop.AuditHolds(), Patience, Test);
    });

    [Fact]
    public Task With_all_flags_off_nothing_of_it_is_seen() => shapes.InEach(async shop =>
    {
        foreach (var incident in Incident.All)
        {
            await Eventually.Holds(
                $"nothing of {incident} is seen {shop.Name}", async _ => await HappensAndIsSeen(shop, incident, TimeProvider.System.GetUtcNow()) == false, Seconds, Test);
        }
    });

    private static async Task<bool?> HappensAndIsSeen(OpenShop shop, Incident incident, DateTimeOffset since)
    {
        await incident.Do(shop);
        await Task.Delay(Quiet, Test);
        return await incident.Sees(shop, since);
    }
}
