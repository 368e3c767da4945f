using AstronomyShop.Tests.Architecture;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The parts of the manifests that repeat values of the module descriptors are generated from them.</summary>
public sealed class GeneratedManifestsTests
{
    private const string Update = "UPDATE_DOCS";

    [Fact]
    public void The_list_of_modules_of_the_split_deployment_is_generated() => IsGenerated("overlays/split/modules/kustomization.yaml", ModuleListGenerator.WriteResources());

    [Fact]
    public void The_volumes_with_certificates_are_generated() => IsGenerated("mtls/volumes/kustomization.yaml", ModuleListGenerator.WriteCertificateVolumes());

    [Fact]
    public void The_network_policy_of_the_split_deployment_is_generated_from_the_call_table() => IsGenerated("overlays/split/network.yaml", NetworkPolicyFileGenerator.Write());

    [Fact]
    public void The_addresses_of_the_split_deployment_are_those_of_its_services() => IsGenerated("overlays/split/addresses.env", AddressFileGenerator.Write("http"));

    [Fact]
    public void The_addresses_with_certificates_are_the_same_with_https() => IsGenerated("mtls/addresses.env", AddressFileGenerator.Write("https"));

    private static void IsGenerated(string name, string expected)
    {
        var file = Repository.PathTo("k8s", name);
        if (Environment.GetEnvironmentVariable(Update) is not null)
        {
            File.WriteAllText(file, expected);
        }

        File.ReadAllText(file).Should().Be(expected, $"it is generated from the descriptors: {Update}=1 dotnet test --project tests/Kubernetes");
    }
}
