using AstronomyShop.Tests.Testing;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Pods can reach each other only over the connections of the call table.</summary>
[Requires(Part.Kubectl)]
public sealed class NetworkPolicyTests
{
    private const string Split = "overlays/split";
    private const string Load = "load-generator";

    [Fact]
    public void Network_policies_allow_exactly_the_edges_of_the_call_table() =>
        NetworkPolicies.AllowedEdges(Overlay.Of(Split)).Should().BeEquivalentTo(NetworkEdges.All.Select(edge => edge.ToString()));

    [Fact]
    public void The_load_generator_can_reach_the_edge_and_the_flags() =>
        NetworkPolicies.AllowedEdges(Overlay.With(Split, "load")).Should().BeEquivalentTo(NetworkEdges.All.Concat(NetworkEdges.OfLoadGenerator).Select(edge => edge.ToString()));

    [Fact]
    public void With_RabbitMQ_the_same_pods_reach_it_in_place_of_Kafka()
    {
        var overlay = Overlay.With(Split, "rabbitmq");

        NetworkPolicies.AllowedEdges(overlay).Should().BeEquivalentTo(NetworkEdges.WithRabbitMq.Select(edge => edge.ToString()));
        overlay.Workloads.Should().NotContain(workload => workload.Name == "kafka");
    }

    [Fact]
    public void With_all_components_telemetry_edges_are_allowed_too()
    {
        var shop = NetworkEdges.Pods.Select(descriptor => descriptor.ServiceName).Append(Load);

        NetworkPolicies.AllowedEdges(Overlay.WithEverything(Split))
            .Should().BeEquivalentTo(NetworkEdges.WithRabbitMq.Concat(NetworkEdges.OfLoadGenerator).Concat(Telemetry(shop)).Select(edge => edge.ToString()));
    }

    [Fact]
    public void The_single_pod_accepts_simulated_users_and_sends_telemetry()
    {
        NetworkEdge[] customers = [new(Load, "shop", NetworkEdges.Web), new(Load, "shop", NetworkEdges.Grpc)];

        NetworkPolicies.AllowedEdges(Overlay.Of("overlays/monolith")).Should().BeEmpty();
        NetworkPolicies.AllowedEdges(Overlay.WithEverything("overlays/monolith"))
            .Should().BeEquivalentTo(customers.Concat(Telemetry(["shop", Load])).Select(edge => edge.ToString()));
    }

    [Fact]
    public void The_data_copy_job_can_reach_only_the_database() =>
        NetworkPolicies.AllowedEdges(Overlay.Of("copy-data")).Should().Equal(new NetworkEdge("copy-data", "postgresql", NetworkEdges.PostgreSql).ToString());

    [Fact]
    public void A_policy_that_is_too_wide_is_reported()
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

        NetworkPolicies.AllowedEdges(wide).Should().Equal("a → b:1");
    }

    [Theory, MemberData(nameof(PodSecurityTests.Shapes), MemberType = typeof(PodSecurityTests))]
    public void All_traffic_is_denied_by_default(string shape)
    {
        var closed = Overlay.Of(shape).Get<V1NetworkPolicy>("nothing-by-default").Spec;
        closed.PodSelector.MatchLabels.Should().BeNullOrEmpty();
        closed.PolicyTypes.Should().BeEquivalentTo("Ingress", "Egress");
        (closed.Ingress ?? []).Should().BeEmpty();
        (closed.Egress ?? []).Should().BeEmpty();
    }

    private static IEnumerable<NetworkEdge> Telemetry(IEnumerable<string> shop) =>
    [
        .. shop.SelectMany(pod => (int[])[4317, 4318], (pod, port) => new NetworkEdge(pod, "otel-collector", port)),
        new("otel-collector", "jaeger", 4317), new("otel-collector", "prometheus", 9090), new("otel-collector", "opensearch", 9200),
        new("jaeger", "prometheus", 9090),
        new("grafana", "prometheus", 9090), new("grafana", "jaeger", 16686), new("grafana", "opensearch", 9200),
    ];
}
