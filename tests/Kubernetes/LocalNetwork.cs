using System.Globalization;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The network of the cluster on loopback: each port of each pod is mapped to a free port, which is found by the name of its service.</summary>
internal sealed partial class LocalNetwork
{
    private readonly Dictionary<string, Dictionary<int, int>> pods = [];
    private readonly Dictionary<(string Service, int Port), int> services = [];

    public LocalNetwork(Overlay overlay)
    {
        foreach (var workload in overlay.Workloads)
        {
            var ports = workload.Containers.SelectMany(container => container.Ports ?? []).Select(port => port.ContainerPort).ToList();
            pods[workload.Name] = ports.Zip(FreePorts.Take(ports.Count)).ToDictionary(pair => pair.First, pair => pair.Second);
        }

        foreach (var service in overlay.Of<V1Service>())
        {
            var behind = overlay.Workloads.Single(workload => service.Spec.Selector.All(label => workload.Template.Metadata.Labels.Contains(label)));
            foreach (var port in service.Spec.Ports)
            {
                var target = behind.Containers.SelectMany(container => container.Ports ?? []).Single(open => open.Name == port.TargetPort.Value).ContainerPort;
                services[(service.Metadata.Name, port.Port)] = pods[behind.Name][target];
            }
        }
    }

    public IReadOnlyDictionary<int, int> PortsOf(string workload) => pods[workload];

    /// <summary>The URL of a path at the management port of a pod, which no service exposes.</summary>
    public Uri AtPod(string workload, string path) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{pods[workload][NetworkEdges.Management]}{path}"));

    /// <summary>The address of a port of a service. A service or a port that the overlay does not have is an error, as in a cluster.</summary>
    public Uri At(string service, int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{services[(service, port)]}"));

    /// <summary>The environment variables of a container, with each address of the cluster replaced by an address on this machine.</summary>
    public Dictionary<string, string> ToLoopback(string workload, IReadOnlyDictionary<string, string> environment) =>
        environment.ToDictionary(variable => variable.Key, variable => ToLoopback(workload, variable.Value));

    private string ToLoopback(string workload, string value)
    {
        var listening = AnyAddress().Replace(value, match => $"127.0.0.1:{pods[workload][Number(match.Groups[1])]}");
        return ServiceAddress().Replace(listening, match => $"{match.Groups[1].Value}://{At(match.Groups[2].Value, Number(match.Groups[3])).Authority}");
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\*:(\d+)$")]
    private static partial Regex AnyAddress();

    [GeneratedRegex("(https?)://([a-z-]+):(\\d+)")]
    private static partial Regex ServiceAddress();
}
