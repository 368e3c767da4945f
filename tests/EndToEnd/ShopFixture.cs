using Grpc.Net.Client;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The whole shop in one of its deployments, shared by the tests that only send requests to it. These tests hold in every deployment.</summary>
public abstract class ShopFixture
{
    public abstract HttpClient Web { get; }

    public abstract HttpClient Management { get; }

    /// <summary>The channel to the gRPC port of the process that runs a module.</summary>
    public abstract GrpcChannel ChannelTo(string module);
}
