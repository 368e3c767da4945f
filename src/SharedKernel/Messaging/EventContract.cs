using System.Collections.Concurrent;
using AstronomyShop.Contracts;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>What the contract of an event says about its topic and its records, in the option <c>record</c>.</summary>
public sealed class EventContract
{
    private static readonly ConcurrentDictionary<MessageDescriptor, EventContract> Known = new();

    private EventContract(MessageDescriptor type)
    {
        var record = type.GetOptions()?.GetExtension(OptionsExtensions.Record)
            ?? throw new InvalidOperationException($"{type.FullName} has no option 'record'; an event needs one");
        Type = type;
        Topic = record.Topic;
        Header = record.Header;
        Value = type.FindFieldByName(record.Value);
        Key = Value.MessageType.FindFieldByName(record.Key);
    }

    /// <summary>The event.</summary>
    public MessageDescriptor Type { get; }

    /// <summary>The name of the topic, where no setting overrides it. It is the destination in telemetry, with and without a broker.</summary>
    public string Topic { get; }

    /// <summary>The field that is the value of a record.</summary>
    public FieldDescriptor Value { get; }

    /// <summary>The field of the value that is the key of a record.</summary>
    public FieldDescriptor Key { get; }

    /// <summary>The header with all other fields.</summary>
    public string Header { get; }

    /// <summary>The contract of an event.</summary>
    /// <exception cref="InvalidOperationException">The event has no option <c>record</c>.</exception>
    public static EventContract Of(MessageDescriptor type) => Known.GetOrAdd(type, static type => new EventContract(type));
}
