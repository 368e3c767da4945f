using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using MassTransit;
using MassTransit.Serialization;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The body of a message on the bus is the event in protobuf; its id and its type are headers.</summary>
internal sealed class ProtobufSerializer(Func<RunningShop> shop) : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    private readonly Func<RunningShop> shop = shop;

    public ContentType ContentType { get; } = new("application/x-protobuf");

    /// <summary>The headers that the deserializer needs, for a message that does not come from the bus.</summary>
    public static Dictionary<string, object> HeadersFor(IMessage message, Guid messageId) => new()
    {
        [MessageHeaders.MessageId] = messageId.ToString(),
        [MessageHeaders.MessageType] = MessageUrn.ForTypeString(message.GetType()),
    };

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        var message = (IMessage)context.Message;
        foreach (var (name, value) in HeadersFor(message, context.MessageId!.Value))
        {
            context.Headers.Set(name, value);
        }

        return new BytesMessageBody(message.ToByteArray());
    }

    public MessageBody GetMessageBody(string text) => throw new NotSupportedException("A protobuf message is not text");

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new ReceivedMessage(this, body, headers, destinationAddress!);

    public void Probe(ProbeContext context) => context.CreateScope("protobuf");

    private sealed class ReceivedMessage(ProtobufSerializer serializer, MessageBody body, Headers headers, Uri endpoint) : BaseSerializerContext(
        SystemTextJsonMessageSerializer.Instance,
        new RawMessageContext(headers, endpoint, RawSerializerOptions.CopyHeaders),
        [headers.Get<string>(MessageHeaders.MessageType) ?? ""])
    {
        public override bool TryGetMessage<T>(out T? message)
            where T : class
        {
            message = TryGetMessage(typeof(T), out var parsed) ? (T)parsed : null;
            return message is not null;
        }

        public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
        {
            message = IsSupportedMessageType(messageType) ? Parse(messageType) : null;
            return message is not null;
        }

        public override IMessageSerializer GetMessageSerializer() => serializer;

        public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => serializer;

        public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => serializer;

        public override Dictionary<string, object> ToDictionary<T>(T? message)
            where T : class => throw new NotSupportedException("A protobuf message is not a dictionary");

        private IMessage Parse(Type messageType)
        {
            var type = ((IMessage)Activator.CreateInstance(messageType)!).Descriptor;
            return UnparsableMessageException.Parse(serializer.shop().ModuleAt(endpoint), EventContract.Of(type), "body", type, () => type.Parser.ParseFrom(body.GetBytes()));
        }
    }
}
