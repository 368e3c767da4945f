using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// A message that is not of the type its consumer expects, received by RPC or from a broker. The status is INVALID_ARGUMENT: a retry cannot
/// succeed. Neither the exception nor the log record contains the message or the parser's error text.
/// </summary>
public sealed class UnparsableMessageException : RpcException
{
    private UnparsableMessageException(string field, string problem)
        : base(new Status(StatusCode.InvalidArgument, $"{field}: {problem}"), new Metadata { { RpcErrors.FieldTrailer, field } })
    {
    }

    /// <summary>Parses a message.</summary>
    /// <param name="consumer">The module that consumes the message.</param>
    /// <param name="contract">The contract of the event.</param>
    /// <param name="field">The field that held the message: <c>body</c>.</param>
    /// <param name="type">The expected type.</param>
    /// <param name="parse">Parses the message.</param>
    /// <exception cref="UnparsableMessageException">The message could not be parsed.</exception>
    public static TMessage Parse<TMessage>(RunningModule consumer, EventContract contract, string field, MessageDescriptor type, Func<TMessage> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException)
        {
            var problem = $"is not a valid {type.FullName}";
            ConsumerLog.ParsingFailed(consumer, contract, $"{field} {problem}");
            throw new UnparsableMessageException(field, problem);
        }
    }
}
