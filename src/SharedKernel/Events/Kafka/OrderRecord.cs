using System.Text;
using AstronomyShop.Contracts;
using Confluent.Kafka;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>
/// How a placed order is written on the topic: the value is the public shop's <c>OrderResult</c> to the byte, the key is the order's
/// id, and what <see cref="OrderPlaced"/> tells besides is a header, which its consumers do not look at.
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

    /// <summary>A record of ours, or of the public shop's checkout, which has none of our header.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no order, and never will be.</exception>
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
