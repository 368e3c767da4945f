using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 8: a message too big for the wire is refused in process too.</summary>
public sealed class LimitsHold(Deployments deployments) : Calls(deployments)
{
    private const int Limit = 256 * 1024;

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_request_that_is_too_big_is_refused(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(
            new Script { Words = { new string('x', Limit) } }, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task An_answer_that_is_too_big_is_refused(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(new Script { AnswerBytes = Limit }, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_large_message_within_the_limit_passes(Shape shape)
    {
        var caller = await CallerIn(shape);

        var report = await caller.ToProbe.DoAsync(new Script { AnswerBytes = Limit - 1024 }, deadline: Patience, cancellationToken: Test);

        report.Payload.Length.Should().Be(Limit - 1024);
    }
}
