using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 5: cancelled before, during and after; nothing hangs.</summary>
public sealed class CancellingEndsCalls(Deployments deployments) : Calls(deployments)
{
    [Theory, ClassData(typeof(EveryShape))]
    public async Task Before_the_call(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(new Script(), deadline: Patience, cancellationToken: new CancellationToken(canceled: true)));

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task During_the_call(Shape shape)
    {
        var caller = await CallerIn(shape);
        using var cancel = new CancellationTokenSource();
        var script = new Script { Id = NewId(), AwaitToken = true, SendHeaders = { ["x-started"] = "yes" } };
        using var call = caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;

        await cancel.CancelAsync();

        (await FailureOf(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Patience, cancellationToken: Test);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task During_a_call_whose_callee_ignores_its_token(Shape shape)
    {
        var caller = await CallerIn(shape);
        using var cancel = new CancellationTokenSource();
        using var call = caller.ToProbe.DoAsync(
            new Script { Hang = true, SendHeaders = { ["x-started"] = "yes" } }, deadline: Patience, cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;

        await cancel.CancelAsync();

        (await FailureOf(call)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task After_the_call_changes_nothing(Shape shape)
    {
        var caller = await CallerIn(shape);
        using var cancel = new CancellationTokenSource();
        using var call = caller.ToProbe.DoAsync(new Script { Words = { "telescope" } }, deadline: Patience, cancellationToken: cancel.Token);
        await call;

        await cancel.CancelAsync();

        (await call).Words.Should().Equal("telescope");
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Disposing_a_running_call_cancels_it(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { Id = NewId(), AwaitToken = true, SendHeaders = { ["x-started"] = "yes" } };
        var call = caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: Test);
        await call.ResponseHeadersAsync;

        call.Dispose();

        (await FailureOf(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Patience, cancellationToken: Test);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Cancelling_the_outer_call_cancels_the_inner_one_that_was_given_its_token(Shape shape)
    {
        var caller = await CallerIn(shape);
        using var cancel = new CancellationTokenSource();
        var script = new Script { Id = NewId(), AwaitToken = true };
        using var call = caller.ToRelay.ForwardAsync(script, deadline: Patience, cancellationToken: cancel.Token);
        await Started(caller, script.Id);

        await cancel.CancelAsync();

        (await FailureOf(call)).StatusCode.Should().Be(StatusCode.Cancelled);
        await caller.ToProbe.AwaitCancelledAsync(new CallId { Id = script.Id }, deadline: Patience, cancellationToken: Test);
    }

    // The probe remembers a call when it has begun; until then it does not know the id.
    private static async Task Started(CallerModule caller, string id)
    {
        while (true)
        {
            try
            {
                await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Patience, cancellationToken: Test);
                return;
            }
            catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unknown)
            {
                await Task.Yield();
            }
        }
    }
}
