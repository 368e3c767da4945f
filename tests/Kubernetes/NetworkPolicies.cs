using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The connections that the network policies of an overlay allow: from one of its pods to an open port of another.</summary>
internal static class NetworkPolicies
{
    public static IEnumerable<string> AllowedEdges(Overlay overlay)
    {
        var policies = overlay.Of<V1NetworkPolicy>().ToList();
        return
        [
            .. from callee in overlay.Workloads
               from port in callee.Pod.Containers.SelectMany(container => container.Ports ?? [])
               from caller in overlay.Workloads
               where AllowsEgress(policies, caller, callee, port.ContainerPort) && AllowsIngress(policies, caller, callee, port.ContainerPort)
               where caller != callee
               select new NetworkEdge(caller.Name, callee.Name, port.ContainerPort).ToString(),
        ];
    }

    private static bool AllowsEgress(IEnumerable<V1NetworkPolicy> policies, Workload caller, Workload callee, int port) =>
        policies.Where(policy => Selects(policy.Spec.PodSelector, caller))
            .SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => Covers(rule.Ports, port) && Covers(rule.To, callee));

    private static bool AllowsIngress(IEnumerable<V1NetworkPolicy> policies, Workload caller, Workload callee, int port) =>
        policies.Where(policy => Selects(policy.Spec.PodSelector, callee))
            .SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => Covers(rule.Ports, port) && Covers(rule.FromProperty, caller));

    private static bool Covers(IList<V1NetworkPolicyPort>? ports, int port) =>
        ports is null or [] || ports.Any(one => one.Port is null || one.Port.Value == $"{port}");

    // A peer with a namespace selector is in another namespace, so it is not a pod of the overlay.
    private static bool Covers(IList<V1NetworkPolicyPeer>? peers, Workload pod) =>
        peers is null or [] || peers.Any(peer => peer.NamespaceSelector is null && peer.PodSelector is { } selector && Selects(selector, pod));

    private static bool Selects(V1LabelSelector selector, Workload pod) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(label => pod.Template.Metadata.Labels.Contains(label))
        && (selector.MatchExpressions ?? []).All(rule => Holds(rule, pod));

    private static bool Holds(V1LabelSelectorRequirement rule, Workload pod) => rule.OperatorProperty switch
    {
        "In" => pod.Template.Metadata.Labels.TryGetValue(rule.Key, out var value) && rule.Values.Contains(value),
        "Exists" => pod.Template.Metadata.Labels.ContainsKey(rule.Key),
        var other => throw new NotSupportedException($"The operator {other} is not supported"),
    };
}
