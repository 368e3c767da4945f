using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The variables that a container starts with, put together as the kubelet does.</summary>
internal static class ContainerEnvironment
{
    /// <param name="container">Whose.</param>
    /// <param name="overlay">Where its config maps are.</param>
    /// <param name="secrets">What the secrets hold, by <c>name/key</c>; what is not there is left out.</param>
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
