using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>The exchange and the queues as another client of RabbitMQ sees them.</summary>
internal sealed class OrdersExchange : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;

    private OrdersExchange(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    /// <summary>Returns when the exchange and the queue exist: the bus declares them when it has connected.</summary>
    public static async Task<OrdersExchange> OpenAsync(RabbitMqServer broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker.ConnectionString) }.CreateConnectionAsync(TestCancellation);
        return await Eventually.FindAsync("the queue of accounting exists", _ => TryOpenAsync(connection), BrokerShop.Timeout, TestCancellation);
    }

    /// <summary>Writes an event as the shop does: protobuf, its type in a header.</summary>
    public Task WriteAsync(OrderPlaced placed) => WriteAsync(placed.ToByteArray());

    public async Task WriteAsync(byte[] body) => await channel.BasicPublishAsync(
        "orders",
        "",
        mandatory: true,
        new BasicProperties
        {
            ContentType = "application/x-protobuf",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { ["MT-MessageType"] = "urn:message:AstronomyShop.Contracts:OrderPlaced", ["MessageId"] = Guid.NewGuid().ToString() },
        },
        body,
        TestCancellation);

    /// <summary>The number of messages in a queue that have not been delivered to a consumer.</summary>
    public Task<uint> CountAsync(string queue) => channel.MessageCountAsync(queue, TestCancellation);

    /// <summary>Takes the first message out of a queue; null when there is none.</summary>
    public Task<BasicGetResult?> TakeAsync(string queue) => channel.BasicGetAsync(queue, autoAck: true, TestCancellation);

    // A queue or an exchange that does not exist closes the channel. The bus makes the same binding.
    private static async Task<OrdersExchange?> TryOpenAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), TestCancellation);
        try
        {
            await channel.MessageCountAsync("accounting", TestCancellation);
            await channel.QueueBindAsync("accounting", "orders", "", cancellationToken: TestCancellation);
            return new OrdersExchange(connection, channel);
        }
        catch (OperationInterruptedException)
        {
            await channel.DisposeAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
