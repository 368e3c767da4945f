using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// Passes the messages of a placed order to the relay of the same process, which need not look for them in the database then. What a destination
/// cannot take in time is dropped here and stays in the database.
/// </summary>
internal sealed class OutboxHandover
{
    private const int MaxWaiting = 50;

    private readonly ConcurrentDictionary<string, Channel<OutboxMessage>> queues = new();

    public void Add(OutboxMessage message) => QueueOf(message.Destination).Writer.TryWrite(message);

    public IAsyncEnumerable<OutboxMessage> ReadAllAsync(string destination, CancellationToken cancellationToken) =>
        QueueOf(destination).Reader.ReadAllAsync(cancellationToken);

    private Channel<OutboxMessage> QueueOf(string destination) => queues.GetOrAdd(destination, _ => Channel.CreateBounded<OutboxMessage>(MaxWaiting));
}
