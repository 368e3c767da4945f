using System.Net;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>The plan of one process of the split shop.</summary>
internal sealed record ChildProcessSpec(ModuleDescriptor Descriptor, ListenEndpoint WebPort, ListenEndpoint GrpcPort, ListenEndpoint ManagementPort)
{
    public Uri Web => UriOf(WebPort);

    public Uri Grpc => UriOf(GrpcPort);

    public Uri Management => UriOf(ManagementPort);

    public IReadOnlyList<string> Arguments { get; set; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    public IEnumerable<string> Settings =>
    [
        $"--Shop:Run={Descriptor.Name}",
        $"--Shop:Ports:Web={Text(WebPort)}",
        $"--Shop:Ports:Grpc={Text(GrpcPort)}",
        $"--Shop:Ports:Management={Text(ManagementPort)}",
        $"--{ChildProcessLifetime.Key}=true",
    ];

    /// <summary>The environment variables that tell the other processes the addresses of this one.</summary>
    public IEnumerable<KeyValuePair<string, string>> Addresses =>
    [
        new($"Modules__{Descriptor.Name}__Address", (Descriptor.Serves.Count > 0 || Descriptor.Consumes.Count > 0 ? Grpc : Web).ToString()),
        new($"Modules__{Descriptor.Name}__WebAddress", Web.ToString()),
    ];

    private static string Text(ListenEndpoint at) => new IPEndPoint(at.Address, at.Port).ToString();

    public static Uri UriOf(ListenEndpoint at) =>
        new UriBuilder("http", IPAddress.Any.Equals(at.Address) ? "localhost" : at.Address.ToString(), at.Port).Uri;
}
