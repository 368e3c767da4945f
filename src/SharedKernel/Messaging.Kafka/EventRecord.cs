using System.Text;
using Confluent.Kafka;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>
/// The format of an event on a topic, as its contract defines it: the value is one field of the event, byte for byte, so that consumers which know only
/// that message can read it. The other fields are in a header, which those consumers ignore.
/// </summary>
internal static class EventRecord
{
    public static Message<string, byte[]> Write(IMessage message, MessageContextPropagation propagation)
    {
        var contract = EventContract.Of(message.Descriptor);
        var value = (IMessage)contract.Value.Accessor.GetValue(message);
        var besides = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        contract.Value.Accessor.Clear(besides);
        var headers = new Headers { { contract.Header, besides.ToByteArray() } };
        foreach (var (name, text) in propagation.ToHeaders())
        {
            headers.Add(name, Encoding.UTF8.GetBytes(text));
        }

        return new Message<string, byte[]> { Key = (string)contract.Key.Accessor.GetValue(value), Value = value.ToByteArray(), Headers = headers };
    }

    /// <summary>Reads a record of this shop, or of another publisher of the value, whose records have no such header.</summary>
    /// <exception cref="InvalidProtocolBufferException">The value is not of the type that the contract names; a retry cannot succeed.</exception>
    public static IMessage Read(EventContract contract, byte[]? value, byte[]? extension)
    {
        var message = contract.Type.Parser.ParseFrom(extension ?? []);
        contract.Value.Accessor.SetValue(message, contract.Value.MessageType.Parser.ParseFrom(value ?? []));
        return message;
    }

    public static byte[]? ExtensionOf(EventContract contract, Headers headers) => headers.TryGetLastBytes(contract.Header, out var bytes) ? bytes : null;

    public static MessageContextPropagation ContextOf(EventContract contract, Headers headers)
    {
        var texts = new Dictionary<string, string>();
        foreach (var header in headers.Where(header => header.Key != contract.Header && header.GetValueBytes() is not null))
        {
            texts[header.Key] = Encoding.UTF8.GetString(header.GetValueBytes());
        }

        return MessageContextPropagation.From(texts);
    }
}
