using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host.Split;

/// <summary>The plan of one process of the split shop.</summary>
internal sealed record ChildProcessSpec(ModuleDescriptor Descriptor, ListenEndpoint WebPort, ListenEndpoint GrpcPort, ListenEndpoint ManagementPort)
{
    public Uri Web => WebPort.ToUri();

    public Uri Grpc => GrpcPort.ToUri();

    public Uri Management => ManagementPort.ToUri();

    public IReadOnlyList<string> Arguments { get; set; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    public IEnumerable<string> Settings =>
    [
        $"--Shop:Run={Descriptor.Name}",
        $"--Shop:Ports:Web={WebPort}",
        $"--Shop:Ports:Grpc={GrpcPort}",
        $"--Shop:Ports:Management={ManagementPort}",
        $"--{ChildProcessLifetime.Key}=true",
    ];

    /// <summary>The environment variables that tell the other processes the addresses of this one.</summary>
    public IEnumerable<KeyValuePair<string, string>> Addresses =>
    [
        new($"Modules__{Descriptor.Name}__Address", (Descriptor.Serves.Count > 0 || Descriptor.Consumes.Count > 0 ? Grpc : Web).ToString()),
        new($"Modules__{Descriptor.Name}__WebAddress", Web.ToString()),
    ];
}
