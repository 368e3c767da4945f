using System.Text.RegularExpressions;
using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Rules for every pod of every shape, with all optional components enabled.</summary>
[Requires(Part.Kubectl)]
public sealed partial class PodSecurityTests
{
    private static readonly string[] ProbePaths = ["/health/live", "/health/ready"];

    public static TheoryData<string> Shapes => ["overlays/monolith", "overlays/split"];

    /// <summary>All folders that are applied to a cluster: the shapes, and the job that copies data from one to the other.</summary>
    public static TheoryData<string> Folders => ["overlays/monolith", "overlays/split", "copy-data"];

    [Theory, MemberData(nameof(Folders))]
    public void Pods_follow_the_restricted_profile_and_additional_rules(string shape)
    {
        foreach (var workload in Everything(shape).Workloads)
        {
            PodSecurity.Violations(workload.Pod).Should().BeEmpty($"{workload} of {shape} must be safe");
        }
    }

    [Fact]
    public void Pods_that_violate_the_profile_are_reported()
    {
        var careless = Overlay.Read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: careless }
            spec:
              selector: { matchLabels: { a: b } }
              template:
                metadata: { labels: { a: b } }
                spec:
                  hostNetwork: true
                  volumes: [{ name: host, hostPath: { path: / } }]
                  containers:
                    - name: one
                      ports: [{ containerPort: 80, hostPort: 80 }]
                      env: [{ name: CONNECTIONSTRINGS__POSTGRES, value: Password=1 }]
                      securityContext: { privileged: true, runAsUser: 0, capabilities: { add: [NET_ADMIN] } }
            """);

        PodSecurity.Violations(careless.Workloads.Single().Pod).Should().BeEquivalentTo(
            "shares a namespace of its host", "may run as root", "does not say as whom it runs", "may make any system call",
            "mounts host, which is of no allowed kind", "one is privileged", "one may gain privileges", "one runs as root", "one keeps capabilities",
            "one is given capabilities", "one takes a port of its host", "one may write to its root", "one does not say what it needs",
            "one may take all memory", "one has a password in its manifest", "gets a token of the API server",
            "has no service account of its own", "gets variables that nobody wrote");
    }

    [Theory, MemberData(nameof(Folders))]
    public void Pods_use_a_pinned_image(string shape) =>
        Everything(shape).Workloads.SelectMany(workload => workload.Containers).Select(container => container.Image).Distinct()
            .Should().OnlyContain(image => ExactImage().IsMatch(image), "the image that was tested is the image that runs");

    [Theory, MemberData(nameof(Shapes))]
    public void Pod_probes_use_endpoints_of_the_shop(string shape)
    {
        foreach (var workload in Everything(shape).Workloads.Where(workload => workload.IsShop))
        {
            var container = workload.Pod.Containers.Single();
            V1Probe[] probes = [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe];
            probes.Should().OnlyContain(probe => ProbePaths.Contains(probe.HttpGet.Path), workload.Name);
            probes.Should().OnlyContain(probe => PortNamed(container, probe.HttpGet.Port.Value) == Port(container, "SHOP__PORTS__MANAGEMENT", shape), workload.Name);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Pods_shut_down_within_their_grace_period(string shape)
    {
        foreach (var workload in Everything(shape).Workloads.Where(workload => workload.IsShop))
        {
            var pause = workload.Pod.Containers.Single().Lifecycle.PreStop.Sleep.Seconds;
            (pause + 10).Should().BeLessThan(workload.Pod.TerminationGracePeriodSeconds!.Value, "{0} needs ten seconds after its pause", workload.Name);
        }
    }

    [Fact]
    public void The_split_deployment_has_one_pod_for_each_module()
    {
        var run = Overlay.Of("overlays/split").Workloads.Where(workload => workload.IsShop).ToDictionary(workload => workload.Name, Runs);

        run.Should().BeEquivalentTo(Shop.Modules.Where(module => !IsLoad(module.Descriptor)).ToDictionary(module => module.Descriptor.ServiceName, module => module.Descriptor.Name));
    }

    [Fact]
    public void Each_pod_has_a_separate_certificate_when_certificates_are_enabled()
    {
        var overlay = Overlay.WithEverything("overlays/split");
        foreach (var workload in overlay.Workloads.Where(workload => workload.IsShop))
        {
            var shop = workload.Pod.Containers.Single();
            var folder = shop.VolumeMounts.Single(mount => mount.Name == "tls").MountPath;
            var environment = ContainerEnvironment.Of(shop, overlay);

            workload.Pod.Volumes.Single(volume => volume.Name == "tls").Secret.SecretName.Should().Be($"tls-{workload.Name}");
            new[] { "SHOP__TLS__CERTIFICATE", "SHOP__TLS__KEY", "SHOP__TLS__AUTHORITY" }.Select(name => environment[name])
                .Should().Equal($"{folder}/tls.crt", $"{folder}/tls.key", $"{folder}/ca.crt");
        }
    }

    [Fact]
    public void The_data_copy_pod_reads_the_volume_of_the_monolith()
    {
        var shop = Overlay.Of("overlays/monolith").Of<V1StatefulSet>().Single();
        var copy = Overlay.Of("copy-data").Workloads.Single(workload => workload.Name == "copy-data");

        var kept = shop.Spec.Template.Spec.Containers.Single().VolumeMounts.Single(mount => mount.Name == "data");
        copy.Pod.Volumes.Single(volume => volume.PersistentVolumeClaim is not null).PersistentVolumeClaim.ClaimName.Should().Be($"data-{shop.Name()}-0");
        copy.Pod.Containers.Single().VolumeMounts.Should().Contain(mount => mount.Name == kept.Name && mount.MountPath == kept.MountPath);
        copy.Pod.Containers.Single().Args.Should().Equal("copy-data");
    }

    [Theory]
    [InlineData("overlays/monolith", "http://shop:8080", "http://shop:8081", "http://shop:8081")]
    [InlineData("overlays/split", "http://frontend-proxy:8080", "http://flagd:8081", "http://observatory:8081")]
    public void The_load_generator_pod_has_the_addresses_of_the_shop(string shape, string edgeAddress, string flags, string telemetry)
    {
        var overlay = Overlay.With(shape, "load");
        var load = overlay.Workloads.Single(workload => workload.Name == "load-generator");
        var environment = ContainerEnvironment.Of(load.Pod.Containers.Single(), overlay);

        Runs(load).Should().Be("LoadGenerator");
        environment["MODULES__EDGE__ADDRESS"].Should().Be(edgeAddress);
        environment["MODULES__FLAGS__ADDRESS"].Should().Be(flags);
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"].Should().Be(telemetry);
        ContainerEnvironment.Of(Everything(shape).Workloads.Single(workload => workload.Name == load.Name).Pod.Containers.Single(), Everything(shape))
            ["OTEL_EXPORTER_OTLP_ENDPOINT"].Should().Be("http://otel-collector:4317", "with a Collector, all processes export to it");
    }

    [Fact]
    public void Pods_migrate_a_shared_database_before_they_start()
    {
        foreach (var workload in Overlay.Of("overlays/split").Workloads.Where(workload => workload.IsShop))
        {
            var shop = workload.Pod.Containers.Single();
            var before = (workload.Pod.InitContainers ?? []).Where(container => container.Args is ["migrate"]).ToList();

            before.Should().HaveCount(HasDatabase(workload) ? 1 : 0, workload.Name);
            before.ForEach(container => (container.Image, container.Command).Should().Be((shop.Image, shop.Command), workload.Name));
            before.ForEach(container => container.Env.Should().BeEquivalentTo(shop.Env, workload.Name));
            before.ForEach(container => container.EnvFrom.Should().BeEquivalentTo(shop.EnvFrom, workload.Name));
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Pods_of_a_workload_are_never_evicted_all_at_once(string shape)
    {
        var overlay = Everything(shape);
        foreach (var workload in overlay.Workloads)
        {
            overlay.Of<V1PodDisruptionBudget>().Should().ContainSingle(
                budget => budget.Spec.Selector.MatchLabels.All(label => workload.Template.Metadata.Labels.Contains(label)), workload.Name);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Pods_are_selected_by_their_services(string shape)
    {
        var overlay = Everything(shape);
        foreach (var service in overlay.Of<V1Service>())
        {
            var behind = overlay.Workloads.Where(workload => service.Spec.Selector.All(label => workload.Template.Metadata.Labels.Contains(label))).ToList();
            behind.Should().ContainSingle(service.Metadata.Name);
            foreach (var port in service.Spec.Ports)
            {
                behind[0].Pod.Containers.SelectMany(container => container.Ports ?? [])
                    .Should().Contain(open => open.Name == port.TargetPort.Value || $"{open.ContainerPort}" == port.TargetPort.Value, $"{service.Metadata.Name} forwards to this port");
            }
        }
    }

    internal static Overlay Everything(string shape) => Overlay.WithEverything(shape);

    internal static bool IsLoad(ModuleDescriptor descriptor) => descriptor.Name == "LoadGenerator";

    internal static string Runs(Workload workload) => workload.Pod.Containers.Single().Env.Single(variable => variable.Name == "SHOP__RUN").Value;

    private static bool HasDatabase(Workload workload) => NetworkEdges.All.Contains(new NetworkEdge(workload.Name, "postgresql", NetworkEdges.PostgreSql));

    private static int PortNamed(V1Container container, string port) =>
        container.Ports.Single(open => open.Name == port || $"{open.ContainerPort}" == port).ContainerPort;

    private static int Port(V1Container container, string variable, string shape) =>
        int.Parse(ContainerEnvironment.Of(container, Everything(shape))[variable].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    // The image of the shop has a version; any other image has a version and a digest.
    [GeneratedRegex(@"^(astronomy-shop:\d+\.\d+\.\d+|[a-z0-9./-]+:v?\d+\.\d+[a-z0-9.-]*@sha256:[0-9a-f]{64})$")]
    private static partial Regex ExactImage();
}
