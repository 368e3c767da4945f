using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 10: so many calls to a callee run at once, a few wait their turn, and one more is refused at once.</summary>
public sealed class CallsHaveTheirTurn
{
    private static readonly (string Key, string Value)[] RoomForTwo = [("Modules:Probe:Calls:AtOnce", "2"), ("Modules:Probe:Calls:Waiting", "1")];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static DateTime Patience => DateTime.UtcNow.AddSeconds(30);

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Who_finds_no_room_hears_so_at_once_and_who_waits_is_next(Shape shape)
    {
        await using var deployment = await Deployment.Start(shape, RoomForTwo);
        var probe = deployment.Caller.ToProbe;
        using var first = probe.DoAsync(new Script { AwaitToken = true }, deadline: Patience, cancellationToken: Test);
        using var second = probe.DoAsync(new Script { AwaitToken = true }, deadline: Patience, cancellationToken: Test);
        using var waiting = probe.DoAsync(new Script { Words = { "my turn" } }, deadline: Patience, cancellationToken: Test);

        var refused = await FailureOf(probe.DoAsync(new Script(), deadline: Patience, cancellationToken: Test));

        refused.Status.Should().Be(new Status(StatusCode.Unavailable, "The callee has reached its concurrency limit; try again later."));
        waiting.ResponseAsync.IsCompleted.Should().BeFalse();
        first.Dispose();
        (await waiting).Words.Should().Equal("my turn");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Waiting_ends_with_the_deadline_or_the_callers_patience(Shape shape)
    {
        await using var deployment = await Deployment.Start(shape, RoomForTwo);
        var probe = deployment.Caller.ToProbe;
        using var first = probe.DoAsync(new Script { AwaitToken = true }, deadline: Patience, cancellationToken: Test);
        using var second = probe.DoAsync(new Script { AwaitToken = true }, deadline: Patience, cancellationToken: Test);

        (await FailureOf(probe.DoAsync(new Script(), deadline: DateTime.UtcNow.AddMilliseconds(100), cancellationToken: Test)))
            .StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        using var gone = new CancellationTokenSource();
        var leaver = probe.DoAsync(new Script(), deadline: Patience, cancellationToken: gone.Token);
        await gone.CancelAsync();
        (await FailureOf(leaver)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    private static async Task<RpcException> FailureOf(AsyncUnaryCall<Report> call) =>
        (await call.Awaiting(one => one.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;
}
