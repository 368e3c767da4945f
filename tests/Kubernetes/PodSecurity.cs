using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Checks a pod against the restricted profile of the Pod Security Standards and against additional rules of the shop.</summary>
internal static class PodSecurity
{
    private static readonly Func<V1Volume, object?>[] AllowedVolumes =
    [
        volume => volume.ConfigMap, volume => volume.Csi, volume => volume.DownwardAPI, volume => volume.EmptyDir, volume => volume.Ephemeral,
        volume => volume.PersistentVolumeClaim, volume => volume.Projected, volume => volume.Secret,
    ];

    public static IEnumerable<string> Violations(V1PodSpec pod) =>
    [
        .. Restricted(pod),
        .. pod.Containers.Concat(pod.InitContainers ?? []).SelectMany(container => Restricted(pod, container).Concat(BeyondRestricted(container))),
        .. ViolationIf(pod.AutomountServiceAccountToken != false, "gets a token of the API server"),
        .. ViolationIf(pod.ServiceAccountName is null or "default", "has no service account of its own"),
        .. ViolationIf(pod.EnableServiceLinks != false, "gets variables that nobody wrote"),
    ];

    private static IEnumerable<string> Restricted(V1PodSpec pod) =>
    [
        .. ViolationIf(pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true, "shares a namespace of its host"),
        .. ViolationIf(pod.SecurityContext?.RunAsNonRoot != true, "may run as root"),
        .. ViolationIf(pod.SecurityContext?.RunAsUser is null or 0, "does not say as whom it runs"),
        .. ViolationIf(pod.SecurityContext?.SeccompProfile?.Type != "RuntimeDefault", "may make any system call"),
        .. (pod.Volumes ?? []).Where(volume => !AllowedVolumes.Any(kind => kind(volume) is not null)).Select(volume => $"mounts {volume.Name}, which is of no allowed kind"),
    ];

    private static IEnumerable<string> Restricted(V1PodSpec pod, V1Container container)
    {
        var own = container.SecurityContext;
        return
        [
            .. ViolationIf(own?.Privileged == true, $"{container.Name} is privileged"),
            .. ViolationIf(own?.AllowPrivilegeEscalation != false, $"{container.Name} may gain privileges"),
            .. ViolationIf(own?.RunAsNonRoot == false || own?.RunAsUser == 0, $"{container.Name} runs as root"),
            .. ViolationIf(own?.Capabilities?.Drop?.Contains("ALL") != true, $"{container.Name} keeps capabilities"),
            .. ViolationIf((own?.Capabilities?.Add ?? []).Any(capability => capability != "NET_BIND_SERVICE"), $"{container.Name} is given capabilities"),
            .. ViolationIf((container.Ports ?? []).Any(port => port.HostPort is > 0), $"{container.Name} takes a port of its host"),
            .. ViolationIf(own?.SeccompProfile is { Type: not "RuntimeDefault" }, $"{container.Name} may make any system call"),
        ];
    }

    private static IEnumerable<string> BeyondRestricted(V1Container container) =>
    [
        .. ViolationIf(container.SecurityContext?.ReadOnlyRootFilesystem != true, $"{container.Name} may write to its root"),
        .. ViolationIf(container.Resources?.Requests?.ContainsKey("cpu") != true || container.Resources.Requests.ContainsKey("memory") != true, $"{container.Name} does not say what it needs"),
        .. ViolationIf(container.Resources?.Limits?.ContainsKey("memory") != true, $"{container.Name} may take all memory"),
        .. ViolationIf((container.Env ?? []).Any(HoldsSecret), $"{container.Name} has a password in its manifest"),
    ];

    private static bool HoldsSecret(V1EnvVar variable) =>
        variable.Value is { Length: > 0 } value && !value.StartsWith("$(", StringComparison.Ordinal)
        && (variable.Name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
            || variable.Name.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)
            || variable.Name.StartsWith("CONNECTIONSTRINGS__", StringComparison.OrdinalIgnoreCase));

    private static string[] ViolationIf(bool isWrong, string how) => isWrong ? [how] : [];
}
