using System.Net.Http.Json;
using AstronomyShop.SharedKernel.Web;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>Sends the requests of one user. A response other than a success throws, because the following steps depend on it.</summary>
internal sealed class ShopClient(ShopHttpClient httpClient, TimeProvider clock)
{
    // A little longer than the time limit of the edge.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        await SendAsync(request, cancellationToken);
    }

    public async Task PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        await SendAsync(request, cancellationToken);
    }

    private async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await httpClient.SendAsync(request, either.Token);
            response.EnsureSuccessStatusCode();
            await response.Content.CopyToAsync(Stream.Null, either.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("no response in time", exception);
        }
    }
}
