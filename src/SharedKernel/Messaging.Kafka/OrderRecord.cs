using System.Text;
using AstronomyShop.Contracts;
using Confluent.Kafka;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>
/// The format of an OrderPlaced event on the topic: the value is the public shop's <c>OrderResult</c>, byte for byte, the key is the order id,
/// and the additional fields of <see cref="OrderPlaced"/> are in a header, which consumers of the public shop ignore.
/// </summary>
internal static class OrderRecord
{
    private const string ExtensionHeader = "order-placed";

    public static Message<string, byte[]> Write(OrderPlaced placed, MessageContextPropagation propagation)
    {
        var besides = placed.Clone();
        besides.Order = null;
        var headers = new Headers { { ExtensionHeader, besides.ToByteArray() } };
        foreach (var (name, value) in propagation.ToHeaders())
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        return new Message<string, byte[]> { Key = placed.Order.OrderId, Value = placed.Order.ToByteArray(), Headers = headers };
    }

    /// <summary>Reads a record of this shop, or of the public shop's checkout, which has no such header.</summary>
    /// <exception cref="InvalidProtocolBufferException">The value is not an order; a retry cannot succeed.</exception>
    public static OrderPlaced Read(byte[]? value, byte[]? extension)
    {
        var placed = extension is null ? new OrderPlaced() : OrderPlaced.Parser.ParseFrom(extension);
        placed.Order = OrderResult.Parser.ParseFrom(value ?? []);
        return placed;
    }

    public static byte[]? ExtensionOf(Headers headers) => headers.TryGetLastBytes(ExtensionHeader, out var bytes) ? bytes : null;

    public static MessageContextPropagation ContextOf(Headers headers)
    {
        var texts = new Dictionary<string, string>();
        foreach (var header in headers.Where(header => header.Key != ExtensionHeader && header.GetValueBytes() is not null))
        {
            texts[header.Key] = Encoding.UTF8.GetString(header.GetValueBytes());
        }

        return MessageContextPropagation.From(texts);
    }
}
