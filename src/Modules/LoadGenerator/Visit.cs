using System.Net.Http.Json;
using AstronomyShop.SharedKernel.Web;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>One request of a customer. Whatever is not a success is an exception: what was to follow makes no sense then.</summary>
internal sealed class Visit(PublicDoor door, TimeProvider clock)
{
    // As long as the door itself may take, and a little more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Get(string path, CancellationToken leaving)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        await Ask(request, leaving);
    }

    public async Task Post(string path, object body, CancellationToken leaving)
    {
        using var content = JsonContent.Create(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        await Ask(request, leaving);
    }

    private async Task Ask(HttpRequestMessage request, CancellationToken leaving)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving, patience.Token);
        try
        {
            using var answer = await door.Send(request, either.Token);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null, either.Token);
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested && !leaving.IsCancellationRequested)
        {
            throw new HttpRequestException("no answer in time", late);
        }
    }
}
