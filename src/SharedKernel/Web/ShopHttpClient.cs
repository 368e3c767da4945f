using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// A client of the shop's public port, as an external program uses it: over the network also in one process. Trace context and baggage are
/// propagated; there is no span per request, so that a scenario step is one span for any number of requests.
/// </summary>
public sealed class ShopHttpClient : IDisposable
{
    private readonly HttpMessageInvoker client;
    private readonly Func<Uri> address;
    private readonly string edgeServiceName;
    private readonly ModuleTelemetry caller;

    internal ShopHttpClient(HttpMessageInvoker client, Func<Uri> address, string edgeServiceName, ModuleTelemetry visitor) =>
        (this.client, this.address, this.edgeServiceName, this.caller) = (client, address, edgeServiceName, visitor);

    /// <summary>Sends a request to a path of the public port: <c>/api/cart</c>.</summary>
    /// <exception cref="HttpRequestException">The public port could not be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequestUri = new Uri(address(), request.RequestUri!);
        Propagation.Inject(request.Headers, static (headers, name, value) => headers.TryAddWithoutValidation(name, value));
        var (started, status) = (Stopwatch.GetTimestamp(), StatusCodes.Status503ServiceUnavailable);
        try
        {
            var response = await client.SendAsync(request, cancellationToken);
            status = (int)response.StatusCode;
            return response;
        }
        finally
        {
            caller.RequestMade(request.Method.Method, edgeServiceName, status, started);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
