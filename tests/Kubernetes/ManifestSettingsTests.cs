using System.Text.RegularExpressions;
using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Architecture;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The host reads every variable that the manifests and the Dockerfile set. A misspelt variable would be ignored without an error.</summary>
[Requires(Part.Kubectl)]
public sealed partial class ManifestSettingsTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Repository.Files()
        .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => File.ReadAllText(Repository.PathTo(file)))));

    [Theory, MemberData(nameof(PodSecurityTests.Shapes), MemberType = typeof(PodSecurityTests))]
    public void All_settings_of_the_manifests_exist(string shape)
    {
        var overlay = PodSecurityTests.Everything(shape);
        var set = overlay.Workloads.Where(workload => workload.IsShop).SelectMany(workload => workload.Containers)
            .SelectMany(container => ContainerEnvironment.Of(container, overlay).Keys.Concat((container.Env ?? []).Select(variable => variable.Name)))
            .Distinct();

        set.Where(name => !IsKnown(name)).Should().BeEmpty();
    }

    [Fact]
    public void All_settings_of_the_image_exist() => ImageFile.Environment.Keys.Where(name => !IsKnown(name)).Should().BeEmpty();

    [Theory]
    [InlineData("SHOP__RUNS")]
    [InlineData("MODULES__CARTS__ADDRESS")]
    [InlineData("MODULES__CART__ADRESS")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPIONT")]
    [InlineData("CONNECTIONSTRINGS__POSTGRESQL")]
    public void A_misspelt_setting_is_reported(string name) => IsKnown(name).Should().BeFalse();

    // Variables of the .NET runtime and of ASP.NET Core do not occur in the sources of the shop.
    private static bool IsKnown(string name) => name.Split("__") switch
    {
        ["MODULES", var module, "ADDRESS" or "WEBADDRESS"] => Module(module) is not null,
        ["MODULES", var module, var key] => Module(module) is not null && IsInSources($@"\b{key}\b"),
        ["CONNECTIONSTRINGS", var server] => server is "POSTGRES" or "VALKEY" or "KAFKA" or "RABBITMQ",
        ["SHOP", ..] => IsInSources($"\"{name.Replace("__", ":", StringComparison.Ordinal)}\""),
        [var one] when one.StartsWith("OTEL_", StringComparison.Ordinal) => IsInSources(Regex.Escape(one)) || OtlpVariable().IsMatch(one),
        [var one] => one is "ASPNETCORE_ENVIRONMENT" or "ASPNETCORE_HTTP_PORTS" or "DOTNET_EnableDiagnostics" or "DOTNET_DbgEnableMiniDump",
        _ => false,
    };

    private static ModuleDescriptor? Module(string name) =>
        Shop.Modules.Select(module => module.Descriptor).FirstOrDefault(descriptor => string.Equals(descriptor.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsInSources(string pattern) => Regex.IsMatch(Sources.Value, pattern, RegexOptions.IgnoreCase);

    // The shop composes these names at run time, so they do not occur in its sources.
    [GeneratedRegex("^OTEL_EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?(ENDPOINT|PROTOCOL|HEADERS|TIMEOUT|COMPRESSION|INSECURE|CERTIFICATE|CLIENT_CERTIFICATE|CLIENT_KEY)$|^OTEL_(BSP|BLRP)_(SCHEDULE_DELAY|EXPORT_TIMEOUT|MAX_QUEUE_SIZE|MAX_EXPORT_BATCH_SIZE)$")]
    private static partial Regex OtlpVariable();
}
