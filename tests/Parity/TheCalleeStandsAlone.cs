using System.Diagnostics;
using AstronomyShop.Tests.Parity.Probes;
using OpenTelemetry;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 6: no ambient state crosses a call in either direction, but the trace and its baggage do.</summary>
public sealed class TheCalleeStandsAlone(Deployments deployments) : Calls(deployments)
{
    [Theory, ClassData(typeof(EveryShape))]
    public async Task It_sees_no_ambient_state_of_its_caller(Shape shape)
    {
        var caller = await CallerIn(shape);
        Ambient.Value = "the caller's";

        var report = await caller.ToProbe.DoAsync(new Script(), deadline: Patience, cancellationToken: Test);

        report.SeesAmbient.Should().BeFalse();
        Ambient.Value.Should().Be("the caller's");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task What_it_sets_does_not_leak_back(Shape shape)
    {
        var caller = await CallerIn(shape);

        await caller.ToProbe.DoAsync(new Script { SetAmbient = "the callee's" }, deadline: Patience, cancellationToken: Test);

        Ambient.Value.Should().BeNull();
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Baggage_flows_to_it_and_on_to_the_next(Shape shape)
    {
        var caller = await CallerIn(shape);
        Baggage.Current = Baggage.Create(new() { ["session.id"] = "a session, with signs: ü=;" });

        var direct = await caller.ToProbe.DoAsync(new Script(), deadline: Patience, cancellationToken: Test);
        var relayed = await caller.ToRelay.ForwardAsync(new Script(), deadline: Patience, cancellationToken: Test);

        direct.Baggage.Should().Equal(new Dictionary<string, string> { ["session.id"] = "a session, with signs: ü=;" });
        relayed.Baggage.Should().Equal(direct.Baggage);
    }

    [Theory, InlineData(Shape.InProcess), InlineData(Shape.OverGrpc)]
    public async Task The_trace_flows_and_the_caller_keeps_its_own_span(Shape shape)
    {
        var caller = await CallerIn(shape);
        using var spans = new SpanRecorder();
        using var around = caller.Source.StartActivity("around")!;

        var report = await caller.ToRelay.ForwardAsync(new Script { Yield = true }, deadline: Patience, cancellationToken: Test);

        report.TraceId.Should().Be(around.TraceId.ToHexString());
        Activity.Current.Should().BeSameAs(around);
    }
}
