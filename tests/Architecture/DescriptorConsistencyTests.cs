using AstronomyShop.SharedKernel.Modularity;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The descriptors of all modules are consistent: every name is unique and every edge has a target. Each rule is also shown to fail.</summary>
public sealed class DescriptorConsistencyTests
{
    private static readonly List<ModuleDescriptor> ShopDescriptors = [.. Shop.All.Select(module => module.Descriptor)];

    private static readonly List<ModuleDescriptor> ViolatorDescriptors = [.. Violators.All.Select(module => module.Descriptor)];

    [Fact]
    public void No_two_modules_share_a_service_name()
    {
        SharedServiceNames(ShopDescriptors).Should().BeEmpty();
        SharedServiceNames(ViolatorDescriptors).Should().Equal("victim: Noisy, Victim");
    }

    [Fact]
    public void No_service_is_served_twice()
    {
        ServedTwice(ShopDescriptors).Should().BeEmpty();
        ServedTwice(ViolatorDescriptors).Should().Equal("CurrencyService: Noisy, Victim");
    }

    [Fact]
    public void Every_called_service_is_served()
    {
        CallsToUnservedServices(ShopDescriptors).Should().BeEmpty();
        CallsToUnservedServices(ViolatorDescriptors).Should().BeEquivalentTo("Noisy calls CartService", "Victim calls AdService");
    }

    [Fact]
    public void Requests_are_forwarded_only_to_modules_that_serve_HTTP()
    {
        ForwardsToMissingModules(ShopDescriptors).Should().BeEmpty();
        ForwardsToMissingModules(ViolatorDescriptors).Should().Equal("Noisy forwards to Nowhere");
    }

    [Fact]
    public void Every_consumed_event_is_published()
    {
        ConsumedButNotPublished(ShopDescriptors).Should().BeEmpty();
        ConsumedButNotPublished(ViolatorDescriptors).Should().Equal("Noisy consumes OrderResult");
    }

    private static IEnumerable<string> SharedServiceNames(IEnumerable<ModuleDescriptor> descriptors) =>
        descriptors.GroupBy(descriptor => descriptor.ServiceName).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {Names(same)}");

    private static IEnumerable<string> ServedTwice(IEnumerable<ModuleDescriptor> descriptors) =>
        descriptors.SelectMany(descriptor => descriptor.Serves, (descriptor, service) => (descriptor, service))
            .GroupBy(served => served.service, served => served.descriptor)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key.Name}: {Names(same)}");

    private static IEnumerable<string> CallsToUnservedServices(List<ModuleDescriptor> descriptors) =>
        descriptors.SelectMany(descriptor => descriptor.Calls, (caller, service) => (caller, service))
            .Where(call => !descriptors.Exists(descriptor => descriptor.Serves.Contains(call.service)))
            .Select(call => $"{call.caller.Name} calls {call.service.Name}");

    private static IEnumerable<string> ForwardsToMissingModules(List<ModuleDescriptor> descriptors) =>
        descriptors.SelectMany(descriptor => descriptor.ForwardsTo, (caller, callee) => (caller, callee))
            .Where(hop => !descriptors.Exists(descriptor => descriptor.Name == hop.callee && descriptor.ServesHttp))
            .Select(hop => $"{hop.caller.Name} forwards to {hop.callee}");

    private static IEnumerable<string> ConsumedButNotPublished(List<ModuleDescriptor> descriptors) =>
        descriptors.SelectMany(descriptor => descriptor.Consumes, (consumer, type) => (consumer, type))
            .Where(edge => !descriptors.Exists(descriptor => descriptor.Publishes.Contains(edge.type)))
            .Select(edge => $"{edge.consumer.Name} consumes {edge.type.Name}");

    private static string Names(IEnumerable<ModuleDescriptor> descriptors) => string.Join(", ", descriptors.Select(descriptor => descriptor.Name).Order(StringComparer.Ordinal));
}
