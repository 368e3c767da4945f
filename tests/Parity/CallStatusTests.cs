using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 2: the caller receives the code, detail and trailers of a status, and not the text of any other exception.</summary>
public sealed class CallStatusTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    public static TheoryData<DeploymentKind, StatusCode, bool> EveryCode() =>
        [.. from shape in Enum.GetValues<DeploymentKind>()
            from code in Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)
            from later in (bool[])[false, true]
            select new TheoryDataRow<DeploymentKind, StatusCode, bool>(shape, code, later)];

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_status_keeps_its_code_detail_and_trailers(DeploymentKind shape, StatusCode code, bool later)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script
        {
            FailWithCode = (int)code,
            FailWithDetail = "the cart is out of order – ünïcode",
            FailWithTrailers = { ["reason"] = "rusty-wheels" },
            SendTrailers = { ["x-said-before"] = "yes" },
            Yield = later,
        };

        var call = caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation);
        var failure = await FailureOfAsync(call);

        failure.Status.Should().Match<Status>(status => status.StatusCode == code && status.Detail == script.FailWithDetail);
        failure.Trailers.GetValue("reason").Should().Be("rusty-wheels");
        failure.Trailers.GetValue("x-said-before").Should().Be("yes");
        call.GetStatus().StatusCode.Should().Be(code);
        call.GetTrailers().GetValue("reason").Should().Be("rusty-wheels");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task An_exception_becomes_status_unknown_without_its_text(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(new Script { ThrowText = "4432-8015-6152-0454" }, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.Unknown);
        failure.Status.Detail.Should().Be("Exception was thrown by handler.");
        failure.ToString().Should().NotContain("4432-8015-6152-0454");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_status_set_without_throwing_fails_the_call(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { SetStatusCode = (int)StatusCode.ResourceExhausted, FailWithDetail = "sold out" };

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        failure.Status.Detail.Should().Be("sold out");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_missing_response_is_a_failure(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(new Script { AnswerNothing = true }, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be("No message returned from method.");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task An_unserved_method_is_unimplemented(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToAbsent.DoAsync(new Script(), deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_failure_of_a_nested_call_reaches_the_first_caller(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { FailWithCode = (int)StatusCode.NotFound, FailWithDetail = "no such comet" };

        var failure = await FailureOfAsync(caller.ToRelay.ForwardAsync(script, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.NotFound);
        failure.Status.Detail.Should().Be("no such comet");
    }
}
