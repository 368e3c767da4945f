using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.Tests.Testing;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.Tests.Split.Channels;

public sealed class RepeatingACall
{
    private static readonly Metadata UnderAKey = new() { { IdempotencyKey.Header, "order-1" } };

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_reads_goes_on_until_the_third_attempt() =>
        (await Attempts(2, asker => asker.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: Test))).Should().Be((StatusCode.OK, 2, 1));

    [Fact]
    public async Task That_reads_ends_with_the_third_attempt() =>
        (await Attempts(3, asker => asker.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: Test))).Should().Be((StatusCode.Unavailable, 3, 0));

    [Fact]
    public async Task That_adds_to_the_cart_is_never_done() =>
        (await Attempts(1, asker => asker.Carts.AddItemAsync(new AddItemRequest(), headers: UnderAKey, cancellationToken: Test)))
            .Should().Be((StatusCode.Unavailable, 1, 0));

    [Fact]
    public async Task That_charges_is_not_done_without_a_key() =>
        (await Attempts(1, asker => asker.Payments.ChargeAsync(new ChargeRequest(), cancellationToken: Test))).Should().Be((StatusCode.Unavailable, 1, 0));

    [Fact]
    public async Task That_charges_under_a_key_is_done() =>
        (await Attempts(1, asker => asker.Payments.ChargeAsync(new ChargeRequest(), headers: UnderAKey, cancellationToken: Test)))
            .Should().Be((StatusCode.OK, 1, 1));

    [Fact]
    public async Task Whose_callee_answered_unavailable_is_not_done() =>
        (await Attempts(0, asker => asker.Carts.GetCartAsync(new GetCartRequest { UserId = "closed" }, cancellationToken: Test)))
            .Should().Be((StatusCode.Unavailable, 0, 1));

    [Fact]
    public async Task Ends_with_the_deadline()
    {
        var (asker, shop) = await AskerModule.At($"http://127.0.0.1:{FreePorts.Take()}");
        await using var _ = shop;

        var failure = await asker.Awaiting(one => one.Carts.GetCartAsync(new GetCartRequest(), deadline: DateTime.UtcNow.AddMilliseconds(20)).ResponseAsync)
            .Should().ThrowAsync<RpcException>();

        failure.Which.StatusCode.Should().BeOneOf(StatusCode.Unavailable, StatusCode.DeadlineExceeded);
    }

    [Fact]
    public void Is_allowed_for_rpcs_that_exist()
    {
        var contracts = typeof(CartService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<Google.Protobuf.Reflection.ServiceDescriptor>()
            .SelectMany(service => service.Methods).Select(Wire);

        IdempotentRpcs.Named.Except(contracts).Should().BeEmpty();
    }

    private static string Wire(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>How the call ended, how often the line broke, and how often the callee was asked.</summary>
    private static async Task<(StatusCode Code, int Broken, int Asked)> Attempts<TResponse>(int hangsUp, Func<AskerModule, AsyncUnaryCall<TResponse>> call)
    {
        var teller = new TellerModule("teller");
        await using var counter = await ShopUnderTest.Start([teller]);
        await using var line = new BrokenLine(counter.GrpcAddress.Port, hangsUp);
        var (asker, shop) = await AskerModule.At(line.Address);
        await using var _ = shop;
        try
        {
            await call(asker);
            return (StatusCode.OK, line.HungUp, teller.Asked);
        }
        catch (RpcException failure)
        {
            return (failure.StatusCode, line.HungUp, teller.Asked);
        }
    }
}
