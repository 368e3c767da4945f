using AstronomyShop.Tests.Architecture;
using AstronomyShop.Tests.Testing;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Pods reach each other where the call table says so, and nowhere else.</summary>
[Requires(Part.Kubectl)]
public sealed class TheNetwork
{
    private const string Update = "UPDATE_DOCS";
    private const string Split = "overlays/split";
    private const string Load = "load-generator";

    [Fact]
    public void Of_the_split_shape_is_the_call_table() => IsGenerated($"{Split}/network.yaml", PolicyFile.Write());

    [Fact]
    public void Addresses_of_the_split_shape_are_those_of_its_services() => IsGenerated($"{Split}/addresses.env", AddressFile.Write("http"));

    [Fact]
    public void Addresses_with_certificates_are_the_same_by_https() => IsGenerated("mtls/addresses.env", AddressFile.Write("https"));

    [Fact]
    public void Lets_through_what_the_call_table_has_and_no_more() =>
        Policies.Allowed(Overlay.Of(Split)).Should().BeEquivalentTo(Edges.All.Select(edge => edge.ToString()));

    [Fact]
    public void With_customers_in_it_lets_them_to_the_door_and_to_the_flags() =>
        Policies.Allowed(Overlay.With(Split, "load")).Should().BeEquivalentTo(Edges.All.Concat(Edges.OfTheLoad).Select(edge => edge.ToString()));

    [Fact]
    public void With_everything_around_it_has_the_ways_of_telemetry_besides()
    {
        var shop = Edges.Pods.Select(face => face.ServiceName).Append(Load);

        Policies.Allowed(Overlay.WithEverything(Split))
            .Should().BeEquivalentTo(Edges.All.Concat(Edges.OfTheLoad).Concat(Telemetry(shop)).Select(edge => edge.ToString()));
    }

    [Fact]
    public void Of_one_pod_lets_in_customers_and_lets_out_telemetry()
    {
        Edge[] customers = [new(Load, "shop", Edges.Web), new(Load, "shop", Edges.Grpc)];

        Policies.Allowed(Overlay.Of("overlays/monolith")).Should().BeEmpty();
        Policies.Allowed(Overlay.WithEverything("overlays/monolith"))
            .Should().BeEquivalentTo(customers.Concat(Telemetry(["shop", Load])).Select(edge => edge.ToString()));
    }

    [Fact]
    public void Lets_the_copying_of_data_to_the_database_alone() =>
        Policies.Allowed(Overlay.Of("copy-data")).Should().Equal(new Edge("copy-data", "postgresql", Edges.PostgreSql).ToString());

    [Fact]
    public void That_is_too_wide_is_seen()
    {
        var wide = Overlay.Read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: a }
            spec: { selector: { matchLabels: { n: a } }, template: { metadata: { labels: { n: a } }, spec: { containers: [{ name: x }] } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: b }
            spec: { selector: { matchLabels: { n: b } }, template: { metadata: { labels: { n: b } }, spec: { containers: [{ name: x, ports: [{ containerPort: 1 }] }] } } }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: all }
            spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}] }
            """);

        Policies.Allowed(wide).Should().Equal("a → b:1");
    }

    [Theory, MemberData(nameof(ThePods.Shapes), MemberType = typeof(ThePods))]
    public void Has_nothing_open_by_default(string shape)
    {
        var closed = Overlay.Of(shape).Get<V1NetworkPolicy>("nothing-by-default").Spec;
        closed.PodSelector.MatchLabels.Should().BeNullOrEmpty();
        closed.PolicyTypes.Should().BeEquivalentTo("Ingress", "Egress");
        (closed.Ingress ?? []).Should().BeEmpty();
        (closed.Egress ?? []).Should().BeEmpty();
    }

    private static IEnumerable<Edge> Telemetry(IEnumerable<string> shop) =>
    [
        .. shop.SelectMany(pod => (int[])[4317, 4318], (pod, port) => new Edge(pod, "otel-collector", port)),
        new("otel-collector", "jaeger", 4317), new("otel-collector", "prometheus", 9090), new("otel-collector", "opensearch", 9200),
        new("jaeger", "prometheus", 9090),
        new("grafana", "prometheus", 9090), new("grafana", "jaeger", 16686), new("grafana", "opensearch", 9200),
    ];

    private static void IsGenerated(string name, string expected)
    {
        var file = Repository.PathTo("k8s", name);
        if (Environment.GetEnvironmentVariable(Update) is not null)
        {
            File.WriteAllText(file, expected);
        }

        File.ReadAllText(file).Should().Be(expected, $"it is written from the faces: {Update}=1 dotnet test --project tests/Kubernetes");
    }
}
