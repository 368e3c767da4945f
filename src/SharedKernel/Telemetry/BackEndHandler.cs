using System.Globalization;
using System.Net.Security;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Sends the export requests of one signal to a back end with the configured headers, and keeps the reason of the last failure.</summary>
internal sealed class BackEndHandler(OtlpEndpoint endpoint) : DelegatingHandler(new SocketsHttpHandler
{
    // Without a propagator it creates no spans: exporting telemetry must not create telemetry.
    ActivityHeadersPropagator = null,
    AllowAutoRedirect = false,
    ConnectTimeout = endpoint.Timeout,
    SslOptions = endpoint.Tls?.ClientOptionsFor(endpoint.Address.Host) ?? new SslClientAuthenticationOptions(),
})
{
    public string LastFailure { get; private set; } = "";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, () => base.SendAsync(request, cancellationToken));

    // An exporter sends on a dedicated thread, which waits for the socket without a second thread.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, () => Task.FromResult(base.Send(request, cancellationToken))).GetAwaiter().GetResult();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            var response = await send();
            LastFailure = response.Headers.TryGetValues("grpc-status", out var status)
                ? $"gRPC status {status.First()}"
                : string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)response.StatusCode}");
            return response;
        }
        catch (Exception exception)
        {
            LastFailure = (exception as HttpRequestException)?.HttpRequestError.ToString() ?? "no response in time";
            throw;
        }
    }
}
