using System.Text;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Generates <c>k8s/overlays/split/network.yaml</c> from the call table: one policy for each pod, with its ingress and egress rules.</summary>
internal static class NetworkPolicyFileGenerator
{
    private const string Head =
        """
        # Allowed connections, generated from the descriptors of the modules: UPDATE_DOCS=1 dotnet test --project tests/Kubernetes
        # A connection that no descriptor declares is denied. Traffic from outside the cluster reaches only the edge.

        """;

    public static string Write()
    {
        var file = new StringBuilder(Head);
        var edgeService = NetworkEdges.Pods.Single(descriptor => descriptor.IsPublic).ServiceName;
        foreach (var pod in NetworkEdges.All.SelectMany(edge => (string[])[edge.From, edge.To]).Distinct().Order(StringComparer.Ordinal))
        {
            file.Append(
                $$"""
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: {{pod}}
                spec:
                  podSelector: { matchLabels: { app.kubernetes.io/name: {{pod}} } }
                  policyTypes: [Ingress, Egress]

                """);
            WriteSide(file, "ingress", "from", [.. NetworkEdges.All.Where(edge => edge.To == pod).Select(edge => (edge.From, edge.Port))], isOpen: pod == edgeService);
            WriteSide(file, "egress", "to", [.. NetworkEdges.All.Where(edge => edge.From == pod).Select(edge => (edge.To, edge.Port))], isOpen: false);
        }

        return file.ToString();
    }

    private static void WriteSide(StringBuilder file, string side, string direction, List<(string Pod, int Port)> peers, bool isOpen)
    {
        if (peers.Count == 0 && !isOpen)
        {
            return;
        }

        file.Append($"  {side}:\n");
        if (isOpen)
        {
            file.Append($"    - ports: [{{ protocol: TCP, port: {NetworkEdges.Web} }}]\n");
        }

        foreach (var port in peers.GroupBy(peer => peer.Port).OrderBy(group => group.Key))
        {
            file.Append($"    - ports: [{{ protocol: TCP, port: {port.Key} }}]\n      {direction}:\n");
            foreach (var (pod, _) in port)
            {
                file.Append($"        - podSelector: {{ matchLabels: {{ app.kubernetes.io/name: {pod} }} }}\n");
            }
        }
    }
}
