using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 2: code, detail and trailers arrive; any other exception tells nothing of itself.</summary>
public sealed class FailuresArriveAsStatuses(Deployments deployments) : Calls(deployments)
{
    public static TheoryData<Shape, StatusCode, bool> EveryCode() =>
        [.. from shape in Enum.GetValues<Shape>()
            from code in Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)
            from later in (bool[])[false, true]
            select new TheoryDataRow<Shape, StatusCode, bool>(shape, code, later)];

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_status_keeps_its_code_detail_and_trailers(Shape shape, StatusCode code, bool later)
    {
        var caller = await CallerIn(shape);
        var script = new Script
        {
            FailWithCode = (int)code,
            FailWithDetail = "the cart is out of order – ünïcode",
            FailWithTrailers = { ["reason"] = "rusty-wheels" },
            SendTrailers = { ["x-said-before"] = "yes" },
            Yield = later,
        };

        var call = caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: Test);
        var failure = await FailureOf(call);

        failure.Status.Should().Match<Status>(status => status.StatusCode == code && status.Detail == script.FailWithDetail);
        failure.Trailers.GetValue("reason").Should().Be("rusty-wheels");
        failure.Trailers.GetValue("x-said-before").Should().Be("yes");
        call.GetStatus().StatusCode.Should().Be(code);
        call.GetTrailers().GetValue("reason").Should().Be("rusty-wheels");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task An_exception_becomes_unknown_and_its_text_stays_at_the_callee(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(new Script { ThrowText = "4432-8015-6152-0454" }, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.Unknown);
        failure.Status.Detail.Should().Be("Exception was thrown by handler.");
        failure.ToString().Should().NotContain("4432-8015-6152-0454");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_status_set_without_throwing_fails_the_call(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { SetStatusCode = (int)StatusCode.ResourceExhausted, FailWithDetail = "sold out" };

        var failure = await FailureOf(caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        failure.Status.Detail.Should().Be("sold out");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task No_answer_is_a_failure(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToProbe.DoAsync(new Script { AnswerNothing = true }, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be("No message returned from method.");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task What_nobody_serves_is_unimplemented(Shape shape)
    {
        var caller = await CallerIn(shape);

        var failure = await FailureOf(caller.ToAbsent.DoAsync(new Script(), deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_failure_behind_the_callee_arrives_at_the_first_caller(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { FailWithCode = (int)StatusCode.NotFound, FailWithDetail = "no such comet" };

        var failure = await FailureOf(caller.ToRelay.ForwardAsync(script, deadline: Patience, cancellationToken: Test));

        failure.StatusCode.Should().Be(StatusCode.NotFound);
        failure.Status.Detail.Should().Be("no such comet");
    }
}
