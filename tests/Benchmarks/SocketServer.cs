using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>A plain gRPC server on a Unix socket, to compare with TCP.</summary>
internal sealed class SocketServer(WebApplication app, string path) : IAsyncDisposable
{
    public string Path => path;

    public static async Task<SocketServer> StartAsync()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<FakeCartGrpcService>();
        await app.StartAsync();
        return new SocketServer(app, path);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
