using System.Text.RegularExpressions;
using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Architecture;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>What the manifests and the Dockerfile set is something that the host reads; a misspelt variable would do nothing, silently.</summary>
[Requires(Part.Kubectl)]
public sealed partial class TheSettings
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Repository.Files()
        .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => File.ReadAllText(Repository.PathTo(file)))));

    [Theory, MemberData(nameof(ThePods.Shapes), MemberType = typeof(ThePods))]
    public void Of_the_manifests_are_known(string shape)
    {
        var overlay = ThePods.Everything(shape);
        var set = overlay.Workloads.Where(workload => workload.IsShop).SelectMany(workload => workload.Containers)
            .SelectMany(container => Environments.Of(container, overlay).Keys.Concat((container.Env ?? []).Select(variable => variable.Name)))
            .Distinct();

        set.Where(name => !IsKnown(name)).Should().BeEmpty();
    }

    [Fact]
    public void Of_the_image_are_known() => ImageFile.Environment.Keys.Where(name => !IsKnown(name)).Should().BeEmpty();

    [Theory]
    [InlineData("SHOP__RUNS")]
    [InlineData("MODULES__CARTS__ADDRESS")]
    [InlineData("MODULES__CART__ADRESS")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPIONT")]
    [InlineData("CONNECTIONSTRINGS__POSTGRESQL")]
    public void That_are_misspelt_are_seen(string name) => IsKnown(name).Should().BeFalse();

    // A variable for .NET itself is read by .NET.
    private static bool IsKnown(string name) => name.Split("__") switch
    {
        ["MODULES", var module, "ADDRESS" or "WEBADDRESS"] => Module(module) is not null,
        ["MODULES", var module, var key] => Module(module) is not null && IsInSources($@"\b{key}\b"),
        ["CONNECTIONSTRINGS", var server] => server is "POSTGRES" or "VALKEY" or "KAFKA",
        ["SHOP", ..] => IsInSources($"\"{name.Replace("__", ":", StringComparison.Ordinal)}\""),
        [var one] when one.StartsWith("OTEL_", StringComparison.Ordinal) => IsInSources(Regex.Escape(one)) || OtlpVariable().IsMatch(one),
        [var one] => one is "ASPNETCORE_ENVIRONMENT" or "ASPNETCORE_HTTP_PORTS" or "DOTNET_EnableDiagnostics" or "DOTNET_DbgEnableMiniDump",
        _ => false,
    };

    private static ModuleDescriptor? Module(string name) =>
        Shop.Modules.Select(module => module.Descriptor).FirstOrDefault(face => string.Equals(face.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsInSources(string pattern) => Regex.IsMatch(Sources.Value, pattern, RegexOptions.IgnoreCase);

    // The shop puts these names together.
    [GeneratedRegex("^OTEL_EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?(ENDPOINT|PROTOCOL|HEADERS|TIMEOUT|CERTIFICATE|CLIENT_CERTIFICATE|CLIENT_KEY)$")]
    private static partial Regex OtlpVariable();
}
