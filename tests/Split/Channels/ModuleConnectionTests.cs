using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Split.Channels;

public sealed class ModuleConnectionTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_to_a_stopped_module_fail_fast_and_succeed_after_its_restart()
    {
        var port = FreePorts.Take();
        var callee = await StartAnsweringAsync("first", port);
        var (caller, shop) = await CallingModule.StartAsync($"http://127.0.0.1:{port}");
        await using var _ = shop;
        (await AskAsync(caller)).Should().Be("first");

        await callee.DisposeAsync();

        // A caller that waited for the deadline would receive DEADLINE_EXCEEDED.
        var dead = await caller.Awaiting(AskAsync).Should().ThrowAsync<RpcException>();
        dead.Which.StatusCode.Should().Be(StatusCode.Unavailable);

        await using var back = await StartAnsweringAsync("second", port);
        await Eventually.HoldsAsync("the callee is reachable again", async _ => await AnsweredAsync(caller) == "second", Timeout, TestCancellation);
    }

    [Fact]
    public async Task Calls_to_a_module_with_two_replicas_reach_both()
    {
        await using var one = await StartAnsweringAsync("one", 0);
        await using var two = await StartAnsweringAsync("two", 0);
        var (caller, shop) = await CallingModule.StartAsync($"{one.GrpcAddress},{two.GrpcAddress}");
        await using var _ = shop;

        var answered = new HashSet<string>();
        await Eventually.HoldsAsync(
            "both replicas have been called",
            async _ =>
            {
                answered.Add(await AskAsync(caller));
                return answered.SetEquals(["one", "two"]);
            },
            Timeout,
            TestCancellation);
    }

    [Fact]
    public async Task Calls_reach_the_remaining_replica_when_one_has_stopped()
    {
        await using var one = await StartAnsweringAsync("one", 0);
        var two = await StartAnsweringAsync("two", 0);
        var (caller, shop) = await CallingModule.StartAsync($"{one.GrpcAddress},{two.GrpcAddress}");
        await using var _ = shop;
        await Eventually.HoldsAsync("the second replica has been called", async _ => await AskAsync(caller) == "two", Timeout, TestCancellation);

        await two.DisposeAsync();

        for (var call = 0; call < 20; call++)
        {
            (await AskAsync(caller)).Should().Be("one");
        }
    }

    [Fact]
    public async Task A_module_is_found_by_its_DNS_name()
    {
        await using var callee = await StartAnsweringAsync("named", 0);
        var (caller, shop) = await CallingModule.StartAsync($"localhost:{callee.GrpcAddress.Port}");
        await using var _ = shop;

        (await AskAsync(caller)).Should().Be("named");
    }

    private static Task<ShopUnderTest> StartAnsweringAsync(string name, int port) =>
        ShopUnderTest.StartAsync([new AnsweringModule(name)], [("Shop:Ports:Grpc", $"127.0.0.1:{port}")]);

    private static async Task<string> AskAsync(CallingModule caller) =>
        (await caller.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: TestCancellation)).UserId;

    private static async Task<string?> AnsweredAsync(CallingModule caller)
    {
        try
        {
            return await AskAsync(caller);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    }
}
