using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 8: a message that exceeds the size limit of gRPC is rejected in process too.</summary>
public sealed class MessageSizeLimitTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    private const int Limit = 256 * 1024;

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_request_that_is_too_large_is_rejected(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(
            new Script { Words = { new string('x', Limit) } }, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_response_that_is_too_large_is_rejected(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var failure = await FailureOfAsync(caller.ToProbe.DoAsync(new Script { AnswerBytes = Limit }, deadline: Deadline, cancellationToken: TestCancellation));

        failure.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_large_message_within_the_limit_is_accepted(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        var report = await caller.ToProbe.DoAsync(new Script { AnswerBytes = Limit - 1024 }, deadline: Deadline, cancellationToken: TestCancellation);

        report.Payload.Length.Should().Be(Limit - 1024);
    }
}
