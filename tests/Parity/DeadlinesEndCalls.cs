using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 4: a deadline ends the call on both sides, and an inner call never has more time than the outer one.</summary>
public sealed class DeadlinesEndCalls(Deployments deployments) : Calls(deployments)
{
    // Long enough for the call to reach its callee on a busy machine.
    private static DateTime Soon => DateTime.UtcNow.AddSeconds(1.5);

    [Theory, ClassData(typeof(EveryShape))]
    public async Task The_caller_is_told_and_the_callees_token_fires(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { Id = NewId(), AwaitToken = true };

        var failure = await FailureOf(caller.ToProbe.DoAsync(script, deadline: Soon, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Patience, cancellationToken: Test);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_callee_that_ignores_its_token_holds_nobody_up(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(new Script { Hang = true }, deadline: Soon, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_deadline_in_the_past_calls_nobody(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { Id = NewId() };

        var failure = await FailureOf(caller.ToProbe.DoAsync(script, deadline: DateTime.UtcNow.AddSeconds(-1), cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        var recall = await FailureOfRecall(caller, script.Id);
        recall.StatusCode.Should().Be(StatusCode.Unknown);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_call_without_a_deadline_gets_the_configured_one(Shape shape)
    {
        var caller = await CallerIn(shape);

        var report = await caller.ToProbe.DoAsync(new Script(), cancellationToken: Test);

        report.SecondsLeft.Should().BeInRange(5, 10);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task An_inner_call_has_no_more_time_than_the_outer_one(Shape shape)
    {
        var caller = await CallerIn(shape);

        var report = await caller.ToRelay.ForwardAsync(
            new Script { InnerDeadlineSeconds = 60 }, deadline: DateTime.UtcNow.AddSeconds(5), cancellationToken: Test);

        report.SecondsLeft.Should().BeInRange(1, 5);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task An_inner_call_may_have_less_time_than_the_outer_one(Shape shape)
    {
        var caller = await CallerIn(shape);

        var report = await caller.ToRelay.ForwardAsync(new Script { InnerDeadlineSeconds = 5 }, deadline: Patience, cancellationToken: Test);

        report.SecondsLeft.Should().BeInRange(1, 5);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task The_deadline_ends_the_inner_call_too(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { Id = NewId(), AwaitToken = true, InnerDeadlineSeconds = 60 };

        var failure = await FailureOf(caller.ToRelay.ForwardAsync(script, deadline: Soon, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Patience, cancellationToken: Test);
    }

    private static async Task<RpcException> FailureOfRecall(CallerModule caller, string id) =>
        (await caller.Awaiting(one => one.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Patience, cancellationToken: Test).ResponseAsync)
            .Should().ThrowAsync<RpcException>()).Which;
}
