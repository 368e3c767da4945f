using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>A port at which one module alone answers: its gRPC by HTTP/2, its HTTP by HTTP/1.</summary>
/// <param name="Key">The setting that asked for it.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Protocols">Which of the two.</param>
internal sealed record ModulePort(string Key, ListenEndpoint Endpoint, HttpProtocols Protocols)
{
    public Listener Listener { get; } = new();

    public bool IsGrpc => Protocols == HttpProtocols.Http2;
}
