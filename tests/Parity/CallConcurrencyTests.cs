using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 10: the concurrent calls to a callee are limited, further calls are queued up to a limit, and one more fails at once.</summary>
public sealed class CallConcurrencyTests
{
    private static readonly (string Key, string Value)[] LimitOfTwo = [("Modules:Probe:Calls:AtOnce", "2"), ("Modules:Probe:Calls:Waiting", "1")];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    private static DateTime Deadline => DateTime.UtcNow.AddSeconds(30);

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_call_over_the_queue_limit_fails_at_once_and_a_queued_call_is_next(DeploymentKind shape)
    {
        await using var deployment = await Deployment.StartAsync(shape, LimitOfTwo);
        var probe = deployment.Caller.ToProbe;
        using var first = probe.DoAsync(new Script { AwaitToken = true }, deadline: Deadline, cancellationToken: TestCancellation);
        using var second = probe.DoAsync(new Script { AwaitToken = true }, deadline: Deadline, cancellationToken: TestCancellation);
        using var waiting = probe.DoAsync(new Script { Words = { "my turn" } }, deadline: Deadline, cancellationToken: TestCancellation);

        var refused = await FailureOfAsync(probe.DoAsync(new Script(), deadline: Deadline, cancellationToken: TestCancellation));

        refused.Status.Should().Be(new Status(StatusCode.Unavailable, "The callee has reached its concurrency limit; try again later."));
        waiting.ResponseAsync.IsCompleted.Should().BeFalse();
        first.Dispose();
        (await waiting).Words.Should().Equal("my turn");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_queued_call_ends_with_its_deadline_or_its_cancellation(DeploymentKind shape)
    {
        await using var deployment = await Deployment.StartAsync(shape, LimitOfTwo);
        var probe = deployment.Caller.ToProbe;
        using var first = probe.DoAsync(new Script { AwaitToken = true }, deadline: Deadline, cancellationToken: TestCancellation);
        using var second = probe.DoAsync(new Script { AwaitToken = true }, deadline: Deadline, cancellationToken: TestCancellation);

        (await FailureOfAsync(probe.DoAsync(new Script(), deadline: DateTime.UtcNow.AddMilliseconds(100), cancellationToken: TestCancellation)))
            .StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        using var gone = new CancellationTokenSource();
        var leaver = probe.DoAsync(new Script(), deadline: Deadline, cancellationToken: gone.Token);
        await gone.CancelAsync();
        (await FailureOfAsync(leaver)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    private static async Task<RpcException> FailureOfAsync(AsyncUnaryCall<Report> call) =>
        (await call.Awaiting(one => one.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;
}
