using System.Text;
using AstronomyShop.Host;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Generates the parts of the manifests that list the modules from the module descriptors.</summary>
internal static class ModuleListGenerator
{
    private const string Head = "# Generated from the descriptors of the modules: UPDATE_DOCS=1 dotnet test --project tests/Kubernetes\n";

    private const string CertificateVolume =
        """
          - target: { kind: Deployment, name: SERVICE }
            patch: '[{"op": "add", "path": "/spec/template/spec/volumes/-", "value": {"name": "tls", "secret": {"secretName": "tls-SERVICE"}}}]'

        """;

    /// <summary>The manifests of the split shape: one file for each module.</summary>
    public static string WriteResources()
    {
        var file = new StringBuilder(Head).Append("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n");
        foreach (var service in NetworkEdges.Pods.Select(descriptor => descriptor.ServiceName).Order(StringComparer.Ordinal))
        {
            file.Append($"  - {service}.yaml\n");
        }

        return file.ToString();
    }

    /// <summary>The secret with the certificate of each pod.</summary>
    public static string WriteCertificateVolumes()
    {
        var file = new StringBuilder(Head).Append("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n");
        foreach (var service in Shop.Modules.Select(module => module.Descriptor.ServiceName).Order(StringComparer.Ordinal))
        {
            file.Append(CertificateVolume.Replace("SERVICE", service, StringComparison.Ordinal));
        }

        return file.ToString();
    }
}
