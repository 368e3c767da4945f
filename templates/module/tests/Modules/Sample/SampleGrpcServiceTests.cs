using AstronomyShop.Contracts;
using AstronomyShop.Modules.Sample;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Sample;

public sealed class SampleGrpcServiceTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;
    private SampleService.SampleServiceClient client = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new SampleModule()]);
        client = shop.Client(channel => new SampleService.SampleServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_response_has_the_requested_id() =>
        (await client.GetSampleAsync(new GetSampleRequest { Id = "1" }, cancellationToken: TestCancellation)).Id.Should().Be("1");

    [Fact]
    public async Task A_request_without_an_id_is_rejected()
    {
        var call = async () => await client.GetSampleAsync(new GetSampleRequest(), cancellationToken: TestCancellation);

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be("id");
    }
}
