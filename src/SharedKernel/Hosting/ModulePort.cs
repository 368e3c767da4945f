using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>An additional port of one module: for its gRPC services over HTTP/2, or its HTTP endpoints over HTTP/1.</summary>
/// <param name="Key">The setting that opens the port.</param>
/// <param name="Endpoint">The address and port to listen on.</param>
/// <param name="Protocols">The protocol of the port.</param>
internal sealed record ModulePort(string Key, ListenEndpoint Endpoint, HttpProtocols Protocols)
{
    public Listener Listener { get; } = new();

    public bool IsGrpc => Protocols == HttpProtocols.Http2;
}

/// <summary>The additional ports of the modules of this process.</summary>
/// <param name="All">Each port with the module that opens it.</param>
internal sealed record ModulePorts(IReadOnlyList<(ModuleDescriptor Module, ModulePort Port)> All);
