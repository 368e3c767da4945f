using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 4: a deadline ends the call on both sides, and an inner call never has more time than the outer one.</summary>
public sealed class CallDeadlineTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    // Long enough for the call to reach its callee on a busy machine.
    private static DateTime Soon => DateTime.UtcNow.AddSeconds(1.5);

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task An_expired_deadline_fails_the_call_and_cancels_the_token_of_the_callee(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { Id = NewId(), AwaitToken = true };

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(script, deadline: Soon, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Deadline, cancellationToken: TestCancellation);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_callee_that_ignores_its_token_does_not_delay_the_caller(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(new Script { Hang = true }, deadline: Soon, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_call_with_a_past_deadline_is_not_made(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { Id = NewId() };

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(script, deadline: DateTime.UtcNow.AddSeconds(-1), cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        var recall = await FailureOfRecallAsync(caller, script.Id);
        recall.StatusCode.Should().Be(StatusCode.Unknown);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_call_without_a_deadline_gets_the_configured_one(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var report = await caller.ToProbe.DoAsync(new Script(), cancellationToken: TestCancellation);

        report.SecondsLeft.Should().BeInRange(5, 10);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task An_inner_call_has_no_more_time_than_the_outer_one(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var report = await caller.ToRelay.ForwardAsync(
            new Script { InnerDeadlineSeconds = 60 }, deadline: DateTime.UtcNow.AddSeconds(5), cancellationToken: TestCancellation);

        report.SecondsLeft.Should().BeInRange(1, 5);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task An_inner_call_may_have_less_time_than_the_outer_one(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var report = await caller.ToRelay.ForwardAsync(new Script { InnerDeadlineSeconds = 5 }, deadline: Deadline, cancellationToken: TestCancellation);

        report.SecondsLeft.Should().BeInRange(1, 5);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task The_deadline_ends_the_inner_call_too(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { Id = NewId(), AwaitToken = true, InnerDeadlineSeconds = 60 };

        var failure = await FailureOfAsync(caller.ToRelay.ForwardAsync(script, deadline: Soon, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Deadline, cancellationToken: TestCancellation);
    }

    private static async Task<RpcException> FailureOfRecallAsync(CallerModule caller, string id) =>
        (await caller.Awaiting(one => one.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Deadline, cancellationToken: TestCancellation).ResponseAsync)
            .Should().ThrowAsync<RpcException>()).Which;
}
