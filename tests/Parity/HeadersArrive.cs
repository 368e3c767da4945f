using AstronomyShop.Tests.Parity.Probes;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 3: request headers, response headers and trailers arrive.</summary>
public sealed class HeadersArrive(Deployments deployments) : Calls(deployments)
{
    [Theory, ClassData(typeof(EveryShape))]
    public async Task Request_headers_reach_the_callee(Shape shape)
    {
        var caller = await CallerIn(shape);
        var headers = new Metadata { { "X-Shopper", "ana" }, { "x-picture-bin", new byte[] { 0, 1, 254, 255 } } };

        var report = await caller.ToProbe.DoAsync(new Script(), headers, Patience, Test);

        report.Headers.Should().Contain("x-shopper", "ana");
        report.BinaryHeaders.Should().Equal(ByteString.CopyFrom(0, 1, 254, 255));
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_callers_headers_stay_its_own(Shape shape)
    {
        var caller = await CallerIn(shape);
        var headers = new Metadata { { "x-shopper", "ana" } };

        await caller.ToProbe.DoAsync(new Script(), headers, Patience, Test);

        headers.Should().ContainSingle().Which.Value.Should().Be("ana");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Response_headers_and_trailers_reach_the_caller(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { SendHeaders = { ["x-shelf"] = "7" }, SendTrailers = { ["x-weight"] = "12" } };

        using var call = caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: Test);
        await call;

        (await call.ResponseHeadersAsync).GetValue("x-shelf").Should().Be("7");
        call.GetTrailers().GetValue("x-weight").Should().Be("12");
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Response_headers_arrive_before_the_answer(Shape shape)
    {
        var caller = await CallerIn(shape);
        var script = new Script { SendHeaders = { ["x-shelf"] = "7" }, Yield = true, AwaitToken = true };

        using var call = caller.ToProbe.DoAsync(script, deadline: Patience, cancellationToken: Test);

        (await call.ResponseHeadersAsync).GetValue("x-shelf").Should().Be("7");
        call.ResponseAsync.IsCompleted.Should().BeFalse();
    }
}
