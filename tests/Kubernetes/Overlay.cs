using System.Collections.Concurrent;
using System.Diagnostics;
using AstronomyShop.Tests.Architecture;
using AstronomyShop.Tests.Testing;
using k8s;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The objects that <c>kubectl apply -k</c> would send for a folder of <c>k8s/</c>. Parsing is strict: an unknown field is an error.</summary>
internal sealed class Overlay
{
    private static readonly ConcurrentDictionary<string, Lazy<Overlay>> Rendered = new();

    private Overlay(string yaml) => Objects = [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>All deployments, stateful sets and jobs.</summary>
    public IReadOnlyList<Workload> Workloads =>
    [
        .. Of<V1Deployment>().Select(one => new Workload(one.Name(), one.Spec.Template)),
        .. Of<V1StatefulSet>().Select(one => new Workload(one.Name(), one.Spec.Template)),
        .. Of<V1Job>().Select(one => new Workload(one.Name(), one.Spec.Template)),
    ];

    /// <summary>Renders a folder under <c>k8s/</c>.</summary>
    public static Overlay Of(string folder) =>
        Rendered.GetOrAdd(folder, _ => new Lazy<Overlay>(() => new Overlay(Render(Repository.PathTo("k8s", folder))))).Value;

    /// <summary>Renders a folder with all optional components of its kustomization enabled.</summary>
    public static Overlay WithEverything(string folder) => With(folder, "");

    /// <summary>Renders a folder with some of the optional components of its kustomization enabled, such as <c>load</c>.</summary>
    public static Overlay With(string folder, params string[] components) => Rendered.GetOrAdd(
        $"{folder} with {string.Join(" and ", components)}", _ => new Lazy<Overlay>(() => new Overlay(RenderWith(components, folder)))).Value;

    public static Overlay Read(string yaml) => new(yaml);

    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    public T Get<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => Of<T>().Single(one => one.Metadata.Name == name);

    private static string RenderWith(string[] components, string folder)
    {
        var scratch = Directory.CreateTempSubdirectory("overlay-");
        try
        {
            CopyTree(new DirectoryInfo(Repository.PathTo("k8s")), scratch.FullName);
            var kustomization = Path.Combine(scratch.FullName, folder, "kustomization.yaml");
            File.WriteAllText(kustomization, components.Aggregate(
                File.ReadAllText(kustomization), (text, component) => text.Replace($"# - ../../{component}", $"- ../../{component}", StringComparison.Ordinal)));
            return Render(Path.Combine(scratch.FullName, folder));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void CopyTree(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
    }

    private static string Render(string folder)
    {
        var start = new ProcessStartInfo(RealPart.PathOf(Part.Kubectl, "kubectl"), ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var kubectl = Process.Start(start)!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var yaml = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        return kubectl.ExitCode == 0 ? yaml : throw new InvalidOperationException($"{folder} does not render: {errors.Result}");
    }
}

/// <summary>An object that starts pods, with its name and its pod template.</summary>
internal sealed record Workload(string Name, V1PodTemplateSpec Template)
{
    public const string Component = "app.kubernetes.io/component";

    public V1PodSpec Pod => Template.Spec;

    /// <summary>True for a process of the shop, false for a server such as PostgreSQL.</summary>
    public bool IsShop => Template.Metadata.Labels.TryGetValue(Component, out var component) && component == "module";

    public IEnumerable<V1Container> Containers => [.. Pod.InitContainers ?? [], .. Pod.Containers];

    public override string ToString() => Name;
}
