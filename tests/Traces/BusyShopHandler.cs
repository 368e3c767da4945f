using System.Diagnostics;
using System.Net;

namespace AstronomyShop.Tests.Traces;

/// <summary>Retries a request while the shop returns 503: a busy shop rejects some requests, and all requests of the scenario may be repeated.</summary>
internal sealed class BusyShopHandler(TimeSpan timeout) : DelegatingHandler
{
    /// <summary>True for a request that is not retried, because the scenario accepts its failure.</summary>
    public static readonly HttpRequestOptionsKey<bool> MayFail = new(nameof(MayFail));

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        request.Options.TryGetValue(MayFail, out var isSentOnce);
        var response = await base.SendAsync(request, cancellationToken);
        while (response.StatusCode == HttpStatusCode.ServiceUnavailable && !isSentOnce && Stopwatch.GetElapsedTime(started) < timeout)
        {
            response.Dispose();
            await Task.Delay(Pause, cancellationToken);
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }
}
