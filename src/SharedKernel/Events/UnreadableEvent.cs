using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>An event that is none, by whatever way it came: its consumer says so and refuses it for good.</summary>
internal static class UnreadableEvent
{
    /// <param name="consumer">Whose event it is to be.</param>
    /// <param name="field">Where it stood.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="parse">Reads it.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT. Neither it nor the line in the log repeats what was sent, or what the parser says of that.</exception>
    public static TMessage Read<TMessage>(RunningModule consumer, string field, MessageDescriptor type, Func<TMessage> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException)
        {
            ConsumerLog.ParsingFailed(consumer, $"{field} is no {type.FullName}");
            throw Refusal.Invalid(field, $"is no {type.FullName}");
        }
    }
}
