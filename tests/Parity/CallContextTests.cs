using System.Diagnostics;
using AstronomyShop.Tests.Parity.Probes;
using OpenTelemetry;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 6: no ambient state flows between caller and callee in either direction, except the trace context and baggage.</summary>
public sealed class CallContextTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task The_callee_sees_no_ambient_state_of_the_caller(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        Ambient.Value = "the caller's";

        var report = await caller.ToProbe.DoAsync(new Script(), deadline: Deadline, cancellationToken: TestCancellation);

        report.SeesAmbient.Should().BeFalse();
        Ambient.Value.Should().Be("the caller's");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Ambient_state_of_the_callee_does_not_leak_to_the_caller(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);

        await caller.ToProbe.DoAsync(new Script { SetAmbient = "the callee's" }, deadline: Deadline, cancellationToken: TestCancellation);

        Ambient.Value.Should().BeNull();
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Baggage_flows_to_the_callee_and_to_nested_calls(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        Baggage.Current = Baggage.Create(new() { ["session.id"] = "a session, with signs: ü=;" });

        var direct = await caller.ToProbe.DoAsync(new Script(), deadline: Deadline, cancellationToken: TestCancellation);
        var relayed = await caller.ToRelay.ForwardAsync(new Script(), deadline: Deadline, cancellationToken: TestCancellation);

        direct.Baggage.Should().Equal(new Dictionary<string, string> { ["session.id"] = "a session, with signs: ü=;" });
        relayed.Baggage.Should().Equal(direct.Baggage);
    }

    [Theory, InlineData(DeploymentKind.InProcess), InlineData(DeploymentKind.OverGrpc)]
    public async Task The_trace_flows_to_the_callee_and_the_caller_keeps_its_span(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        using var spans = new RecordingSpanListener();
        using var around = caller.Source.StartActivity("around")!;

        var report = await caller.ToRelay.ForwardAsync(new Script { Yield = true }, deadline: Deadline, cancellationToken: TestCancellation);

        report.TraceId.Should().Be(around.TraceId.ToHexString());
        Activity.Current.Should().BeSameAs(around);
    }
}
