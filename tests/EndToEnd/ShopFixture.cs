using Grpc.Net.Client;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The whole shop in one of its shapes, shared by the tests that only visit it. What they say of it holds in every shape.</summary>
public abstract class ShopFixture
{
    public abstract HttpClient Web { get; }

    public abstract HttpClient Management { get; }

    /// <summary>The way to the gRPC port of the process that runs a module.</summary>
    public abstract GrpcChannel ChannelTo(string module);
}
