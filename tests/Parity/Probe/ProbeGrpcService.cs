using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace AstronomyShop.Tests.Parity.Probes;

internal sealed class ProbeGrpcService(TimeProvider clock, IHostApplicationLifetime host) : Probe.ProbeBase
{
    private readonly ConcurrentDictionary<string, Script> requests = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> cancelled = new();

    public override async Task<Report> Do(Script request, ServerCallContext context)
    {
        RecordRequest(request, context);
        var report = ReportOf(request, context);
        if (request.SetAmbient.Length > 0)
        {
            Ambient.Value = request.SetAmbient;
        }

        if (request.Yield)
        {
            await Task.Yield();
        }

        if (request.SendHeaders.Count > 0)
        {
            await context.WriteResponseHeadersAsync(MetadataOf(request.SendHeaders));
        }

        foreach (var (name, value) in request.SendTrailers)
        {
            context.ResponseTrailers.Add(name, value);
        }

        await WaitAsync(request, context);
        return End(request, context, report);
    }

    public override async Task<Report> AwaitCancelled(CallId request, ServerCallContext context)
    {
        await Fired(request.Id).Task.WaitAsync(context.CancellationToken);
        return new Report();
    }

    public override Task<Script> Recall(CallId request, ServerCallContext context) => Task.FromResult(requests[request.Id]);

    private async Task WaitAsync(Script request, ServerCallContext context)
    {
        if (request.AwaitToken)
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        if (request.Hang)
        {
            // Ignores the token of the call, but ends when the host stops.
            await new TaskCompletionSource().Task.WaitAsync(host.ApplicationStopping);
        }
    }

    private static Report End(Script request, ServerCallContext context, Report report)
    {
        if (request.FailWithCode != 0)
        {
            throw new RpcException(new Status((StatusCode)request.FailWithCode, request.FailWithDetail), MetadataOf(request.FailWithTrailers));
        }

        if (request.ThrowText.Length > 0)
        {
            throw new InvalidOperationException(request.ThrowText);
        }

        context.Status = new Status((StatusCode)request.SetStatusCode, request.FailWithDetail);
        return request.AnswerNothing ? null! : report;
    }

    private Report ReportOf(Script request, ServerCallContext context)
    {
        var report = new Report
        {
            Words = { request.Words },
            SecondsLeft = (context.Deadline - clock.GetUtcNow().UtcDateTime).TotalSeconds,
            SeesAmbient = Ambient.Value is not null,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? string.Empty,
            Payload = ByteString.CopyFrom(new byte[request.AnswerBytes]),
            Baggage = { Baggage.Current.GetBaggage().ToDictionary() },
        };
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            if (entry.IsBinary)
            {
                report.BinaryHeaders.Add(ByteString.CopyFrom(entry.ValueBytes));
            }
            else
            {
                report.Headers[entry.Key] = entry.Value;
            }
        }

        return report;
    }

    private static Metadata MetadataOf(IEnumerable<KeyValuePair<string, string>> entries) =>
        [.. entries.Select(entry => new Metadata.Entry(entry.Key, entry.Value))];

    private void RecordRequest(Script request, ServerCallContext context)
    {
        if (request.Id.Length == 0)
        {
            return;
        }

        requests[request.Id] = request;
        context.CancellationToken.Register(() => Fired(request.Id).TrySetResult());
    }

    private TaskCompletionSource Fired(string id) =>
        cancelled.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
