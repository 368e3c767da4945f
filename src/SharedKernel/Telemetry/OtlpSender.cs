using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Sends one signal to a back end, one request at a time. A busy or unreachable back end gets a few retries with growing pauses; then the batch
/// is dropped, because the next one is waiting.
/// </summary>
internal sealed class OtlpSender : IDisposable
{
    private const int Attempts = 5;

    // A back end that is just starting does not deserve a log record.
    private const int QuietAttempts = 2;
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);
    private static readonly Marshaller<byte[]> AsIs = new(bytes => bytes, bytes => bytes);

    private readonly OtlpEndpoint endpoint;
    private readonly ExportFailureReporter trouble;
    private readonly TimeProvider time;
    private readonly Method<byte[], byte[]> export;
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient http;
    private readonly GrpcChannel? channel;

    public OtlpSender(OtlpEndpoint endpoint, string service, ExportFailureReporter failures, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.trouble = failures;
        this.time = time;
        export = new Method<byte[], byte[]>(MethodType.Unary, service, "Export", AsIs, AsIs);

        // Without a propagator the handler creates no spans: exporting telemetry must not create telemetry.
        handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectTimeout = endpoint.Timeout,
            SslOptions = endpoint.Tls?.ClientOptionsFor(endpoint.Address.Host) ?? new SslClientAuthenticationOptions(),
        };
        http = new HttpClient(handler) { Timeout = endpoint.Timeout };
        channel = endpoint.IsGrpc ? GrpcChannel.ForAddress(endpoint.Address, new GrpcChannelOptions { HttpHandler = handler }) : null;
    }

    /// <returns>False when the back end rejected the batch and it was dropped.</returns>
    public async Task<bool> SendAsync(IMessage request, CancellationToken cancellationToken)
    {
        var body = request.ToByteArray();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TrySendAsync(body, cancellationToken);
            if (answer.IsAccepted || cancellationToken.IsCancellationRequested)
            {
                return answer.IsAccepted;
            }

            var givesUp = !answer.IsRetryable || attempt == Attempts;
            if (givesUp || attempt > QuietAttempts)
            {
                trouble.Report(endpoint.Address, answer.Reason, givesUp);
            }

            if (givesUp)
            {
                return false;
            }

            await Task.Delay(BackoffFor(attempt, answer.RetryAfter), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        channel?.Dispose();
        http.Dispose();
        handler.Dispose();
    }

    private static TimeSpan BackoffFor(int attempt, TimeSpan? retryAfter)
    {
        var pause = retryAfter ?? TimeSpan.FromMilliseconds(500 << attempt);
        return pause < MaxBackoff ? pause : MaxBackoff;
    }

    private async Task<SendResult> TrySendAsync(byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            return channel is null ? await PostHttpAsync(body, cancellationToken) : await CallGrpcAsync(channel, body, cancellationToken);
        }
        catch (RpcException exception)
        {
            var again = exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
                or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.OutOfRange or StatusCode.DataLoss;
            return new SendResult(false, again, null, exception.StatusCode.ToString());
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new SendResult(false, true, null, (exception as HttpRequestException)?.HttpRequestError.ToString() ?? "no response in time");
        }
    }

    private async Task<SendResult> PostHttpAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var again = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        return new SendResult(response.IsSuccessStatusCode, again, response.Headers.RetryAfter?.Delta, $"HTTP status {(int)response.StatusCode}");
    }

    private async Task<SendResult> CallGrpcAsync(GrpcChannel channel, byte[] body, CancellationToken cancellationToken)
    {
        var headers = new Metadata();
        foreach (var (name, value) in endpoint.Headers)
        {
            headers.Add(name, value);
        }

        var options = new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime + endpoint.Timeout, cancellationToken);
        await channel.CreateCallInvoker().AsyncUnaryCall(export, null, options, body);
        return SendResult.Accepted;
    }

    private readonly record struct SendResult(bool IsAccepted, bool IsRetryable, TimeSpan? RetryAfter, string Reason)
    {
        public static readonly SendResult Accepted = new(true, false, null, "");
    }
}
