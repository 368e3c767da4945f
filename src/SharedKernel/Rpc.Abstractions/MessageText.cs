using System.Collections;
using System.Collections.Concurrent;
using AstronomyShop.SharedKernel.Primitives;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Refuses a request or an event with text that a store cannot hold, before the module does anything with it.</summary>
public static class MessageText
{
    private const string TelemetryPackages = "opentelemetry.proto.";

    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Searched = new();

    /// <summary>Searches every text field of a message, also those of nested messages.</summary>
    /// <param name="message">A request or an event; what is not a protobuf message is accepted.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: names the field, as the contract spells it.</exception>
    public static void Validate(object message)
    {
        if (message is IMessage whole && FindUnstorable(whole) is { } field)
        {
            throw RpcErrors.InvalidArgument(field, StorableText.Problem);
        }
    }

    private static string? FindUnstorable(IMessage message)
    {
        foreach (var field in Searched.GetOrAdd(message.Descriptor, static type => FieldsWithTextOf(type)))
        {
            if (FindUnstorable(field.Name, field.Accessor.GetValue(message)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? FindUnstorable(string name, object? value) => value switch
    {
        string text => StorableText.IsStorable(text) ? null : name,
        IMessage message => FindUnstorable(message) is { } inner ? $"{name}.{inner}" : null,
        IDictionary map => map.Keys.Cast<object?>().Concat(map.Values.Cast<object?>()).Select(entry => FindUnstorable(name, entry)).FirstOrDefault(found => found is not null),
        IList list => FindUnstorable(name, list),
        _ => null,
    };

    private static string? FindUnstorable(string name, IList list)
    {
        for (var position = 0; position < list.Count; position++)
        {
            if (FindUnstorable(string.Empty, list[position]) is { } found)
            {
                return $"{name}[{position}]{found}";
            }
        }

        return null;
    }

    // Telemetry is kept in memory, which holds any text; one odd attribute must not lose a batch.
    private static FieldDescriptor[] FieldsWithTextOf(MessageDescriptor type) =>
        type.File.Package.StartsWith(TelemetryPackages, StringComparison.Ordinal) ? [] : [.. type.Fields.InDeclarationOrder().Where(MayHoldText)];

    private static bool MayHoldText(FieldDescriptor field) => field.FieldType is FieldType.String or FieldType.Message;
}
