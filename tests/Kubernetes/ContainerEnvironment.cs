using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The environment variables of a container, assembled in the same way as by the kubelet.</summary>
internal static class ContainerEnvironment
{
    /// <param name="container">The container.</param>
    /// <param name="overlay">The overlay with the config maps.</param>
    /// <param name="secrets">The values of the secrets, by <c>name/key</c>. A variable of a missing secret is left out.</param>
    public static IReadOnlyDictionary<string, string> Of(V1Container container, Overlay overlay, IReadOnlyDictionary<string, string>? secrets = null)
    {
        var all = new Dictionary<string, string>();
        foreach (var source in container.EnvFrom ?? [])
        {
            foreach (var (name, value) in overlay.Get<V1ConfigMap>(source.ConfigMapRef.Name).Data)
            {
                all[name] = value;
            }
        }

        foreach (var variable in container.Env ?? [])
        {
            if (variable.Value is { } value)
            {
                all[variable.Name] = value;
            }
            else if (variable.ValueFrom?.SecretKeyRef is { } secret && secrets?.TryGetValue($"{secret.Name}/{secret.Key}", out var held) == true)
            {
                all[variable.Name] = held;
            }
        }

        return all;
    }
}
