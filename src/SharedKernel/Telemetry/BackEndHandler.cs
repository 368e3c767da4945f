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

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Examine(base.Send(WithHeaders(request), cancellationToken));
        }
        catch (Exception exception) when (Keep(exception))
        {
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Examine(await base.SendAsync(WithHeaders(request), cancellationToken));
        }
        catch (Exception exception) when (Keep(exception))
        {
            throw;
        }
    }

    private HttpRequestMessage WithHeaders(HttpRequestMessage request)
    {
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private HttpResponseMessage Examine(HttpResponseMessage response)
    {
        var status = response.Headers.TryGetValues("grpc-status", out var values) ? values.First() : null;
        LastFailure = status is null ? string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)response.StatusCode}") : $"gRPC status {status}";
        return response;
    }

    // False: the exception is only looked at.
    private bool Keep(Exception exception)
    {
        LastFailure = (exception as HttpRequestException)?.HttpRequestError.ToString() ?? "no response in time";
        return false;
    }
}
