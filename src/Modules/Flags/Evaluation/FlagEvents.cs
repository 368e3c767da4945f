using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>Streams flag changes to subscribers, until they disconnect or the shop stops.</summary>
internal sealed class FlagEvents(FlagStore store, TimeProvider clock, IHostApplicationLifetime shop)
{
    // Proxies close a stream that is idle for long.
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(20);

    public async IAsyncEnumerable<EventStreamResponse> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Read before the first event is sent: a change during that time must be reported.
        var known = store.Current;
        yield return new EventStreamResponse { Type = "provider_ready" };

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shop.ApplicationStopping);
        var next = store.WaitForChangeAsync(known, linked.Token);
        while (!linked.IsCancellationRequested)
        {
            var keepAlive = Task.Delay(KeepAliveInterval, clock, linked.Token);
            if (await Task.WhenAny(next, keepAlive) == keepAlive)
            {
                if (!linked.IsCancellationRequested)
                {
                    yield return new EventStreamResponse { Type = "keep_alive" };
                }

                continue;
            }

            if (next.IsCompletedSuccessfully)
            {
                var document = await next;
                yield return new EventStreamResponse { Type = "configuration_change", Data = Changes(known, document) };
                known = document;
                next = store.WaitForChangeAsync(known, linked.Token);
            }
        }
    }

    /// <summary>Streams only the names of events, for pages that then reload their content.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadNamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var response in ReadEventsAsync(cancellationToken))
        {
            yield return new SseItem<string>(response.Type, response.Type);
        }
    }

    /// <summary>Streams the documents: first the current one, then each newer one.</summary>
    public async IAsyncEnumerable<FlagDocument> ReadDocumentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shop.ApplicationStopping);
        FlagDocument? known = null;
        while (true)
        {
            try
            {
                known = await store.WaitForChangeAsync(known, linked.Token);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            yield return known;
        }
    }

    private static Struct Changes(FlagDocument? before, FlagDocument after)
    {
        var flags = new Struct();
        foreach (var flag in after.Flags.Values)
        {
            if (before?.Flags.GetValueOrDefault(flag.Key) is not { } old)
            {
                Add(flag.Key, "write");
            }
            else if (!JsonElement.DeepEquals(old.Json, flag.Json))
            {
                Add(flag.Key, "update");
            }
        }

        foreach (var gone in before?.Flags.Keys.Except(after.Flags.Keys) ?? [])
        {
            Add(gone, "delete");
        }

        return new Struct { Fields = { ["flags"] = Value.ForStruct(flags) } };

        void Add(string key, string what) =>
            flags.Fields[key] = Value.ForStruct(new Struct { Fields = { ["type"] = Value.ForString(what), ["source"] = Value.ForString("file") } });
    }
}
