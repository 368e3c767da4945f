using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Sends one signal to a back end, one request after the other. A back end that is busy or away is asked again a few times with
/// growing pauses; then the batch is given up, for the next one is waiting.
/// </summary>
internal sealed class OtlpSender : IDisposable
{
    private const int Attempts = 5;

    // A back end that is only just starting is not worth a word.
    private const int QuietAttempts = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly Marshaller<byte[]> AsIs = new(bytes => bytes, bytes => bytes);

    private readonly OtlpEndpoint endpoint;
    private readonly DeliveryTrouble trouble;
    private readonly TimeProvider time;
    private readonly Method<byte[], byte[]> export;
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient http;
    private readonly GrpcChannel? channel;

    public OtlpSender(OtlpEndpoint endpoint, string service, DeliveryTrouble trouble, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.trouble = trouble;
        this.time = time;
        export = new Method<byte[], byte[]>(MethodType.Unary, service, "Export", AsIs, AsIs);

        // Without a propagator the handler makes no spans: sending telemetry makes no telemetry.
        handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectTimeout = endpoint.Timeout,
            SslOptions = endpoint.Tls?.Calling(endpoint.Address.Host) ?? new SslClientAuthenticationOptions(),
        };
        http = new HttpClient(handler) { Timeout = endpoint.Timeout };
        channel = endpoint.IsGrpc ? GrpcChannel.ForAddress(endpoint.Address, new GrpcChannelOptions { HttpHandler = handler }) : null;
    }

    /// <returns>False when the back end did not take it and it is given up.</returns>
    public async Task<bool> Send(IMessage request, CancellationToken cancellation)
    {
        var body = request.ToByteArray();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Try(body, cancellation);
            if (answer.IsTaken || cancellation.IsCancellationRequested)
            {
                return answer.IsTaken;
            }

            var givesUp = !answer.MayTryAgain || attempt == Attempts;
            if (givesUp || attempt > QuietAttempts)
            {
                trouble.Report(endpoint.Address, answer.Reason, givesUp);
            }

            if (givesUp)
            {
                return false;
            }

            await Task.Delay(Pause(attempt, answer.After), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        channel?.Dispose();
        http.Dispose();
        handler.Dispose();
    }

    private static TimeSpan Pause(int attempt, TimeSpan? asked)
    {
        var pause = asked ?? TimeSpan.FromMilliseconds(500 << attempt);
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<Answer> Try(byte[] body, CancellationToken cancellation)
    {
        try
        {
            return channel is null ? await Post(body, cancellation) : await Call(channel, body, cancellation);
        }
        catch (RpcException refused)
        {
            var again = refused.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
                or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.OutOfRange or StatusCode.DataLoss;
            return new Answer(false, again, null, refused.StatusCode.ToString());
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return new Answer(false, true, null, (away as HttpRequestException)?.HttpRequestError.ToString() ?? "no answer in time");
        }
    }

    private async Task<Answer> Post(byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var again = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        return new Answer(response.IsSuccessStatusCode, again, response.Headers.RetryAfter?.Delta, $"it answers {(int)response.StatusCode}");
    }

    private async Task<Answer> Call(GrpcChannel channel, byte[] body, CancellationToken cancellation)
    {
        var headers = new Metadata();
        foreach (var (name, value) in endpoint.Headers)
        {
            headers.Add(name, value);
        }

        var options = new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime + endpoint.Timeout, cancellation);
        await channel.CreateCallInvoker().AsyncUnaryCall(export, null, options, body);
        return Answer.Taken;
    }

    private readonly record struct Answer(bool IsTaken, bool MayTryAgain, TimeSpan? After, string Reason)
    {
        public static readonly Answer Taken = new(true, false, null, "");
    }
}
