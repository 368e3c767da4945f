using System.Text;
using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Writes <c>addresses.env</c>, of the split shape and of certificates in it: where each module is, by its service's name.</summary>
internal static class AddressFile
{
    /// <param name="scheme">How modules are reached; the door is plain either way.</param>
    public static string Write(string scheme)
    {
        var file = new StringBuilder("# Written from the faces of the modules: UPDATE_DOCS=1 dotnet test --project tests/Kubernetes\n");
        foreach (var face in Edges.Pods)
        {
            // A module with both has its calls at one port and its requests at another.
            var isWebAlone = face.ServesHttp && face.Serves.Count == 0;
            file.Append($"MODULES__{face.Name.ToUpperInvariant()}__ADDRESS={SchemeOf(face)}://{face.ServiceName}:{(isWebAlone ? Edges.Web : Edges.Grpc)}\n");
            if (face.ServesHttp && !isWebAlone)
            {
                file.Append($"MODULES__{face.Name.ToUpperInvariant()}__WEBADDRESS={scheme}://{face.ServiceName}:{Edges.Web}\n");
            }
        }

        return file.ToString();

        string SchemeOf(ModuleDescriptor face) => face.IsEdge ? "http" : scheme;
    }
}
