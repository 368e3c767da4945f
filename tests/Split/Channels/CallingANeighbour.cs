using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Split.Channels;

public sealed class CallingANeighbour
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_died_fails_fast_and_works_again_when_it_is_back()
    {
        var port = FreePorts.Take();
        var teller = await Teller("first", port);
        var (asker, shop) = await AskerModule.At($"http://127.0.0.1:{port}");
        await using var _ = shop;
        (await Ask(asker)).Should().Be("first");

        await teller.DisposeAsync();

        // Whoever waited for the deadline would be answered DEADLINE_EXCEEDED.
        var dead = await asker.Awaiting(Ask).Should().ThrowAsync<RpcException>();
        dead.Which.StatusCode.Should().Be(StatusCode.Unavailable);

        await using var back = await Teller("second", port);
        await Eventually.Holds("the neighbour is found again", async _ => await Answered(asker) == "second", Patience, Test);
    }

    [Fact]
    public async Task Of_whom_there_are_two_asks_both()
    {
        await using var one = await Teller("one", 0);
        await using var two = await Teller("two", 0);
        var (asker, shop) = await AskerModule.At($"{one.GrpcAddress},{two.GrpcAddress}");
        await using var _ = shop;

        var answered = new HashSet<string>();
        await Eventually.Holds(
            "both are asked",
            async _ =>
            {
                answered.Add(await Ask(asker));
                return answered.SetEquals(["one", "two"]);
            },
            Patience,
            Test);
    }

    [Fact]
    public async Task Of_whom_one_died_asks_the_other()
    {
        await using var one = await Teller("one", 0);
        var two = await Teller("two", 0);
        var (asker, shop) = await AskerModule.At($"{one.GrpcAddress},{two.GrpcAddress}");
        await using var _ = shop;
        await Eventually.Holds("the other is asked", async _ => await Ask(asker) == "two", Patience, Test);

        await two.DisposeAsync();

        for (var call = 0; call < 20; call++)
        {
            (await Ask(asker)).Should().Be("one");
        }
    }

    [Fact]
    public async Task By_name_finds_it()
    {
        await using var teller = await Teller("named", 0);
        var (asker, shop) = await AskerModule.At($"localhost:{teller.GrpcAddress.Port}");
        await using var _ = shop;

        (await Ask(asker)).Should().Be("named");
    }

    private static Task<ShopUnderTest> Teller(string name, int port) =>
        ShopUnderTest.Start([new TellerModule(name)], [("Shop:Ports:Grpc", $"127.0.0.1:{port}")]);

    private static async Task<string> Ask(AskerModule asker) =>
        (await asker.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: Test)).UserId;

    private static async Task<string?> Answered(AskerModule asker)
    {
        try
        {
            return await Ask(asker);
        }
        catch (RpcException dead) when (dead.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    }
}
