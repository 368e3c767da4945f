using AstronomyShop.SharedKernel.Modules;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>All faces together make one shop: every name is one module's, every edge ends somewhere. Each rule is shown red beside it.</summary>
public sealed class FacesAgree
{
    private static readonly List<ModuleDescriptor> Shop = [.. TheShop.All.Select(module => module.Face)];

    private static readonly List<ModuleDescriptor> Violators = [.. TheViolators.All.Select(module => module.Face)];

    [Fact]
    public void No_two_modules_have_one_service_name()
    {
        SharedServiceNames(Shop).Should().BeEmpty();
        SharedServiceNames(Violators).Should().Equal("victim: Noisy, Victim");
    }

    [Fact]
    public void No_service_is_served_twice()
    {
        ServedTwice(Shop).Should().BeEmpty();
        ServedTwice(Violators).Should().Equal("CurrencyService: Noisy, Victim");
    }

    [Fact]
    public void Every_called_service_is_served()
    {
        CallsToNobody(Shop).Should().BeEmpty();
        CallsToNobody(Violators).Should().BeEquivalentTo("Noisy calls CartService", "Victim calls AdService");
    }

    [Fact]
    public void Requests_are_sent_on_to_modules_that_answer()
    {
        ForwardsToNobody(Shop).Should().BeEmpty();
        ForwardsToNobody(Violators).Should().Equal("Noisy forwards to Nowhere");
    }

    [Fact]
    public void Every_consumed_event_is_published()
    {
        ConsumesNothing(Shop).Should().BeEmpty();
        ConsumesNothing(Violators).Should().Equal("Noisy consumes OrderResult");
    }

    private static IEnumerable<string> SharedServiceNames(IEnumerable<ModuleDescriptor> faces) =>
        faces.GroupBy(face => face.ServiceName).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {Names(same)}");

    private static IEnumerable<string> ServedTwice(IEnumerable<ModuleDescriptor> faces) =>
        faces.SelectMany(face => face.Serves, (face, service) => (face, service))
            .GroupBy(served => served.service, served => served.face)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key.Name}: {Names(same)}");

    private static IEnumerable<string> CallsToNobody(List<ModuleDescriptor> faces) =>
        faces.SelectMany(face => face.Calls, (caller, service) => (caller, service))
            .Where(call => !faces.Exists(face => face.Serves.Contains(call.service)))
            .Select(call => $"{call.caller.Name} calls {call.service.Name}");

    private static IEnumerable<string> ForwardsToNobody(List<ModuleDescriptor> faces) =>
        faces.SelectMany(face => face.ForwardsTo, (caller, callee) => (caller, callee))
            .Where(hop => !faces.Exists(face => face.Name == hop.callee && face.ServesHttp))
            .Select(hop => $"{hop.caller.Name} forwards to {hop.callee}");

    private static IEnumerable<string> ConsumesNothing(List<ModuleDescriptor> faces) =>
        faces.SelectMany(face => face.Consumes, (consumer, type) => (consumer, type))
            .Where(edge => !faces.Exists(face => face.Publishes.Contains(edge.type)))
            .Select(edge => $"{edge.consumer.Name} consumes {edge.type.Name}");

    private static string Names(IEnumerable<ModuleDescriptor> faces) => string.Join(", ", faces.Select(face => face.Name).Order(StringComparer.Ordinal));
}
