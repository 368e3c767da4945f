using AstronomyShop.Tests.Parity.Probes;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 3: request headers, response headers and trailers arrive.</summary>
public sealed class CallMetadataTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Request_headers_reach_the_callee(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var headers = new Metadata { { "X-Shopper", "ana" }, { "x-picture-bin", new byte[] { 0, 1, 254, 255 } } };

        var report = await caller.ToProbe.DoAsync(new Script(), headers, Deadline, TestCancellation);

        report.Headers.Should().Contain("x-shopper", "ana");
        report.BinaryHeaders.Should().Equal(ByteString.CopyFrom(0, 1, 254, 255));
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Headers_of_the_caller_are_not_changed_by_the_callee(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var headers = new Metadata { { "x-shopper", "ana" } };

        await caller.ToProbe.DoAsync(new Script(), headers, Deadline, TestCancellation);

        headers.Should().ContainSingle().Which.Value.Should().Be("ana");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Response_headers_and_trailers_reach_the_caller(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { SendHeaders = { ["x-shelf"] = "7" }, SendTrailers = { ["x-weight"] = "12" } };

        using var call = caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation);
        await call;

        (await call.ResponseHeadersAsync).GetValue("x-shelf").Should().Be("7");
        call.GetTrailers().GetValue("x-weight").Should().Be("12");
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Response_headers_arrive_before_the_response_message(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var script = new Script { SendHeaders = { ["x-shelf"] = "7" }, Yield = true, AwaitToken = true };

        using var call = caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation);

        (await call.ResponseHeadersAsync).GetValue("x-shelf").Should().Be("7");
        call.ResponseAsync.IsCompleted.Should().BeFalse();
    }
}
