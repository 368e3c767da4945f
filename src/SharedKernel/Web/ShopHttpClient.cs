using System.Diagnostics;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// The shop's public port, as a customer's program reaches it: over the network in every shape. The running span and the baggage go
/// along; there is no span per request, so that a step is one span however many requests it makes.
/// </summary>
public sealed class ShopHttpClient : IDisposable
{
    private readonly HttpMessageInvoker client;
    private readonly Func<Uri> address;
    private readonly string edgeServiceName;
    private readonly ModuleTelemetry caller;

    internal ShopHttpClient(HttpMessageInvoker client, Func<Uri> address, string edgeServiceName, ModuleTelemetry visitor) =>
        (this.client, this.address, this.edgeServiceName, this.caller) = (client, address, edgeServiceName, visitor);

    /// <summary>Sends a request to a path of the shop: <c>/api/cart</c>.</summary>
    /// <exception cref="HttpRequestException">The door could not be reached.</exception>
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
