using System.Text;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Generates <c>addresses.env</c> of the split shape, with and without certificates: the address of each module by the name of its service.</summary>
internal static class AddressFileGenerator
{
    /// <param name="scheme">The scheme of the addresses. The address of the edge always has the scheme <c>http</c>.</param>
    public static string Write(string scheme)
    {
        var file = new StringBuilder("# Generated from the descriptors of the modules: UPDATE_DOCS=1 dotnet test --project tests/Kubernetes\n");
        foreach (var descriptor in NetworkEdges.Pods.Where(IsCalled))
        {
            // A module that serves both has one port for gRPC calls and another one for HTTP requests.
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
