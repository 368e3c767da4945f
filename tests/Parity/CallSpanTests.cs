using System.Diagnostics;
using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 7: a call is a CLIENT span of the caller and a SERVER span of the callee; names and attributes are the same in every deployment.</summary>
public sealed class CallSpanTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    private const string Rpc = "parity.Probe/Do";

    [Theory, InlineData(DeploymentKind.InProcess), InlineData(DeploymentKind.OverGrpc)]
    public async Task A_call_is_a_pair_of_spans(DeploymentKind shape)
    {
        var spans = await SpansOfAsync(shape, new Script { Yield = true });

        spans.Should().HaveCount(2);
        var client = spans.Single(span => span.Kind == ActivityKind.Client);
        var server = spans.Single(span => span.Kind == ActivityKind.Server);
        server.ParentSpanId.Should().Be(client.SpanId);
        (client.Source.Name, server.Source.Name).Should().Be(("AstronomyShop.Caller", "AstronomyShop.Probe"));
        (client.DisplayName, server.DisplayName).Should().Be((Rpc, Rpc));
        server.TagObjects.Should().BeEquivalentTo(TagsOf("OK"));
        client.TagObjects.Should().BeEquivalentTo([.. TagsOf("OK"), new("server.address", "probe")]);
    }

    [Theory, InlineData(DeploymentKind.InProcess), InlineData(DeploymentKind.OverGrpc)]
    public async Task A_client_error_status_is_an_error_of_the_client_span_only(DeploymentKind shape)
    {
        var spans = await SpansOfAsync(shape, new Script { FailWithCode = (int)StatusCode.NotFound, FailWithDetail = "no such comet" });

        var client = spans.Single(span => span.Kind == ActivityKind.Client);
        var server = spans.Single(span => span.Kind == ActivityKind.Server);
        client.TagObjects.Should().Contain(new KeyValuePair<string, object?>("error.type", "NOT_FOUND"));
        client.Status.Should().Be(ActivityStatusCode.Error);
        server.TagObjects.Should().BeEquivalentTo(TagsOf("NOT_FOUND"));
        server.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Theory, InlineData(DeploymentKind.InProcess), InlineData(DeploymentKind.OverGrpc)]
    public async Task An_exception_is_an_error_of_the_server_span_and_its_text_is_in_no_span(DeploymentKind shape)
    {
        var spans = await SpansOfAsync(shape, new Script { ThrowText = "4432-8015-6152-0454" });

        var server = spans.Single(span => span.Kind == ActivityKind.Server);
        server.Status.Should().Be(ActivityStatusCode.Error);
        server.TagObjects.Should().Contain(new KeyValuePair<string, object?>("error.type", "System.InvalidOperationException"));
        spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.StatusDescription)).Should().NotContain(text => text != null && text.Contains("4432"));
    }

    private static Dictionary<string, object?> TagsOf(string status) =>
        new() { ["rpc.system.name"] = "grpc", ["rpc.method"] = Rpc, ["rpc.response.status_code"] = status };

    private async Task<List<Activity>> SpansOfAsync(DeploymentKind shape, Script script)
    {
        var caller = await CallerInAsync(shape);
        using var recorder = new RecordingSpanListener();
        ActivityTraceId trace;
        using (var around = caller.Source.StartActivity("around")!)
        {
            trace = around.TraceId;
            try
            {
                await caller.ToProbe.DoAsync(script, deadline: Deadline, cancellationToken: TestCancellation);
            }
            catch (RpcException)
            {
                // The tests check the spans of the failed call.
            }
        }

        // Over gRPC the callee's span may end a moment after the caller receives the response.
        while (recorder.Of(trace).Count() < 3)
        {
            TestCancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return [.. recorder.Of(trace).Where(span => span.DisplayName != "around")];
    }
}
