using System.Text;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Writes <c>addresses.env</c>, of the split shape and of certificates in it: where each module is, by its service's name.</summary>
internal static class AddressFileGenerator
{
    /// <param name="scheme">How modules are reached; the door is plain either way.</param>
    public static string Write(string scheme)
    {
        var file = new StringBuilder("# Generated from the descriptors of the modules: UPDATE_DOCS=1 dotnet test --project tests/Kubernetes\n");
        foreach (var descriptor in NetworkEdges.Pods.Where(IsCalled))
        {
            // A module with both has its calls at one port and its requests at another.
            var isWebAlone = descriptor.ServesHttp && descriptor.Serves.Count == 0;
            file.Append($"MODULES__{descriptor.Name.ToUpperInvariant()}__ADDRESS={SchemeOf(descriptor)}://{descriptor.ServiceName}:{(isWebAlone ? NetworkEdges.Web : NetworkEdges.Grpc)}\n");
            if (descriptor.ServesHttp && !isWebAlone)
            {
                file.Append($"MODULES__{descriptor.Name.ToUpperInvariant()}__WEBADDRESS={scheme}://{descriptor.ServiceName}:{NetworkEdges.Web}\n");
            }
        }

        return file.ToString();

        static bool IsCalled(ModuleDescriptor descriptor) => descriptor.ServesHttp || descriptor.Serves.Count + descriptor.Consumes.Count > 0;

        string SchemeOf(ModuleDescriptor descriptor) => descriptor.IsPublic ? "http" : scheme;
    }
}
