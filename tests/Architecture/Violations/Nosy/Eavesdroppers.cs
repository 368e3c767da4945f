using System.Transactions;
using AstronomyShop.SharedKernel.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Nosy;

// Every way to lean on what surrounds a module in one shape and not in the other.
internal sealed class LeansOnTheRequest(IHttpContextAccessor request)
{
    public override string? ToString() => request.ToString();
}

internal sealed class LeansOnTheTransaction
{
    public async Task WorkAsync()
    {
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await Task.Yield();
    }
}

internal sealed class LeansOnTheFlow
{
    public AsyncLocal<string> Ambient { get; } = new();
}

internal sealed class LeansOnTheServer(IServer server)
{
    public override string? ToString() => server.ToString();
}

internal sealed class LeansOnThePorts(ShopEndpoints ports)
{
    public override string? ToString() => ports.ToString();
}

internal sealed class CallsByItself
{
    public Func<string, object> Dial { get; } = address => GrpcChannel.ForAddress(address);
}
