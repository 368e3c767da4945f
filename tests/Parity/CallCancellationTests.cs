using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 5: a call can be cancelled before, during and after it, and does not hang.</summary>
public sealed class CallCancellationTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_call_with_a_cancelled_token_is_not_made(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(new Script(), deadline: Deadline, cancellationToken: new CancellationToken(canceled: true)));

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Cancelling_a_running_call_ends_it(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        using var cancel = new CancellationTokenSource();
        var script = new Script { Id = NewId(), AwaitToken = true, SendHeaders = { ["x-started"] = "yes" } };
        using var call = caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;

        await cancel.CancelAsync();

        (await FailureOfAsync(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Deadline, cancellationToken: TestCancellation);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Cancelling_a_call_ends_it_even_if_the_callee_ignores_its_token(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        using var cancel = new CancellationTokenSource();
        using var call = caller.ToProbe.DoAsync(
            new Script { Hang = true, SendHeaders = { ["x-started"] = "yes" } }, deadline: Deadline, cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;

        await cancel.CancelAsync();

        (await FailureOfAsync(call)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Cancelling_after_the_call_has_no_effect(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        using var cancel = new CancellationTokenSource();
        using var call = caller.ToProbe.DoAsync(new Script { Words = { "telescope" } }, deadline: Deadline, cancellationToken: cancel.Token);
        await call;

        await cancel.CancelAsync();

        (await call).Words.Should().Equal("telescope");
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Disposing_a_running_call_cancels_it(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { Id = NewId(), AwaitToken = true, SendHeaders = { ["x-started"] = "yes" } };
        var call = caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation);
        await call.ResponseHeadersAsync;

        call.Dispose();

        (await FailureOfAsync(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Deadline, cancellationToken: TestCancellation);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Cancelling_the_outer_call_cancels_the_inner_one_that_was_given_its_token(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        using var cancel = new CancellationTokenSource();
        var script = new Script { Id = NewId(), AwaitToken = true };
        using var call = caller.ToRelay.ForwardAsync(script, deadline: Deadline, cancellationToken: cancel.Token);
        await WaitUntilStartedAsync(caller, script.Id);

        await cancel.CancelAsync();

        (await FailureOfAsync(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Deadline, cancellationToken: TestCancellation);
    }

    // The probe records a call when it starts; before that, Recall fails with status UNKNOWN.
    private static async Task WaitUntilStartedAsync(CallerModule caller, string id)
    {
        while (true)
        {
            try
            {
                await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Deadline, cancellationToken: TestCancellation);
                return;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Unknown)
            {
                await Task.Yield();
            }
        }
    }
}
