using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Confluent.Kafka;
using Google.Protobuf;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Access to the topic as another system has it that knows only the public format of an order.</summary>
internal static class OrdersTopic
{
    private const string Orders = "orders";

    public static OrderResult NewOrder(string id) => new()
    {
        OrderId = id,
        ShippingTrackingId = $"track-{id}",
        ShippingCost = new() { CurrencyCode = "USD", Units = 8, Nanos = 980_000_000 },
        ShippingAddress = new() { City = "Mountain View", Country = "United States" },
        Items =
        {
            new OrderItem { Item = new() { ProductId = "LS4PSXUNUM", Quantity = 2 }, Cost = new() { CurrencyCode = "USD", Units = 57, Nanos = 80_000_000 } },
        },
    };

    /// <summary>Writes orders as the checkout service of the public shop does: without a key and without the headers of this shop.</summary>
    public static Task WriteAsync(KafkaBroker broker, IEnumerable<OrderResult> orders) => WriteAsync(broker, [.. orders.Select(order => order.ToByteArray())]);

    public static async Task WriteAsync(KafkaBroker broker, params byte[]?[] values)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(
            new ProducerConfig { BootstrapServers = broker.Servers, MessageMaxBytes = 4_000_000 }).Build();
        await Task.WhenAll(values.Select(value => producer.ProduceAsync(Orders, new Message<Null, byte[]> { Value = value! }, TestContext.Current.CancellationToken)));
    }

    /// <summary>Reads all records from the beginning to the end of each partition, or until no record arrives for ten seconds.</summary>
    public static List<ConsumeResult<string, byte[]>> ReadAll(KafkaBroker broker)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = broker.Servers, GroupId = Guid.NewGuid().ToString(), AutoOffsetReset = AutoOffsetReset.Earliest, EnablePartitionEof = true,
        }).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset(Orders, partition, Offset.Beginning)));
        var (read, ended) = (new List<ConsumeResult<string, byte[]>>(), new HashSet<int>());
        while (ended.Count < 4 && consumer.Consume(TimeSpan.FromSeconds(10)) is { } record)
        {
            if (record.IsPartitionEOF)
            {
                ended.Add(record.Partition.Value);
            }
            else
            {
                read.Add(record);
            }
        }

        consumer.Close();
        return read;
    }
}
