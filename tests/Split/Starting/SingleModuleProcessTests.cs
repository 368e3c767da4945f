using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Grpc.Health.V1;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>A process that runs one module starts nothing of the other modules.</summary>
public sealed class SingleModuleProcessTests
{
    public static TheoryData<string> Modules => [.. Host.Shop.Modules.Select(module => module.Descriptor.Name)];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Modules))]
    public async Task A_single_module_creates_no_file_of_another_module(string module)
    {
        var descriptor = DescriptorOf(module);
        using var data = new DataDirectory();
        await using (await StartAsync(descriptor, data))
        {
            Directory.EnumerateFiles(data.Path).Select(Path.GetFileName)
                .Where(file => !file!.StartsWith($"{descriptor.ServiceName}.", StringComparison.Ordinal) && (module, file) != ("Flags", "flags.json"))
                .Should().BeEmpty();
        }
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task A_single_module_serves_its_RPCs_and_is_healthy_without_others(string module)
    {
        var descriptor = DescriptorOf(module);
        using var data = new DataDirectory();
        await using var shop = await StartAsync(descriptor, data);
        var health = shop.Client(channel => new HealthClient(channel));

        foreach (var service in descriptor.Serves)
        {
            (await health.CheckAsync(new HealthCheckRequest { Service = service.FullName }, cancellationToken: TestCancellation))
                .Status.Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
        }

        using var ready = await shop.Management.GetAsync("/health/ready", TestCancellation);
        ready.IsSuccessStatusCode.Should().BeTrue(await ready.Content.ReadAsStringAsync(TestCancellation));
    }

    private static ModuleDescriptor DescriptorOf(string module) => Host.Shop.Modules.Single(one => one.Descriptor.Name == module).Descriptor;

    // No process listens at the addresses of the other modules.
    private static Task<ShopUnderTest> StartAsync(ModuleDescriptor descriptor, DataDirectory data) => ShopUnderTest.StartAsync(
        Host.Shop.Modules,
        [
            ("Shop:Run", descriptor.Name),
            .. Host.Shop.Modules.Where(other => other.Descriptor.Name != descriptor.Name).Select(other => ($"Modules:{other.Descriptor.Name}:Address", "127.0.0.1:9")),
        ],
        data.Path);
}
