using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Modules;

/// <summary>A message that is not valid protobuf is rejected as an error of the caller.</summary>
public sealed class UnreadableMessageTests
{
    private static readonly Marshaller<byte[]> AsTheyAre = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_is_not_protobuf_is_an_invalid_argument()
    {
        await using var shop = await ShopUnderTest.StartAsync([new CartModule(), new FlagsModule()]);
        using var channel = GrpcChannel.ForAddress(shop.GrpcAddress);
        var calls = channel.CreateCallInvoker();

        // A field of five bytes that contains only one, and a field with the invalid number 0.
        foreach (var message in (byte[][])[[0x0A, 0x05, 0x61], [0x00]])
        {
            var unary = async () => await calls.AsyncUnaryCall(MethodOf(MethodType.Unary, "oteldemo.CartService", "GetCart"), null, new CallOptions(cancellationToken: TestCancellation), message);
            (await unary.Should().ThrowAsync<RpcException>()).Which.Status.Should().Be(new Status(StatusCode.InvalidArgument, "The message is not valid protobuf."));

            using var stream = calls.AsyncServerStreamingCall(
                MethodOf(MethodType.ServerStreaming, "flagd.evaluation.v1.Service", "EventStream"), null, new CallOptions(cancellationToken: TestCancellation), message);
            var reading = async () => await stream.ResponseStream.MoveNext(TestCancellation);
            (await reading.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
        }
    }

    private static Method<byte[], byte[]> MethodOf(MethodType type, string service, string name) => new(type, service, name, AsTheyAre, AsTheyAre);
}
