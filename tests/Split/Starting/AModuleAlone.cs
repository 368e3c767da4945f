using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Grpc.Health.V1;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>A process that runs one module brings up that one and nothing of the others.</summary>
public sealed class AModuleAlone
{
    public static TheoryData<string> Modules => [.. Host.Shop.Modules.Select(module => module.Descriptor.Name)];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Modules))]
    public async Task Keeps_no_file_of_another(string module)
    {
        var face = FaceOf(module);
        using var data = new DataDirectory();
        await using (await Start(face, data))
        {
            Directory.EnumerateFiles(data.Path).Select(Path.GetFileName)
                .Where(file => !file!.StartsWith($"{face.ServiceName}.", StringComparison.Ordinal) && (module, file) != ("Flags", "flags.json"))
                .Should().BeEmpty();
        }
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task Serves_its_own_and_is_well_without_the_others(string module)
    {
        var face = FaceOf(module);
        using var data = new DataDirectory();
        await using var shop = await Start(face, data);
        var health = shop.Client(channel => new HealthClient(channel));

        foreach (var service in face.Serves)
        {
            (await health.CheckAsync(new HealthCheckRequest { Service = service.FullName }, cancellationToken: Test))
                .Status.Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
        }

        using var ready = await shop.Management.GetAsync("/health/ready", Test);
        ready.IsSuccessStatusCode.Should().BeTrue(await ready.Content.ReadAsStringAsync(Test));
    }

    private static ModuleDescriptor FaceOf(string module) => Host.Shop.Modules.Single(one => one.Descriptor.Name == module).Descriptor;

    // All others are where nobody is.
    private static Task<ShopUnderTest> Start(ModuleDescriptor face, DataDirectory data) => ShopUnderTest.Start(
        Host.Shop.Modules,
        [
            ("Shop:Run", face.Name),
            .. Host.Shop.Modules.Where(other => other.Descriptor.Name != face.Name).Select(other => ($"Modules:{other.Descriptor.Name}:Address", "127.0.0.1:9")),
        ],
        data.Path);
}
