using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Parses the records of one event and passes them to the receive endpoint of a module.</summary>
internal sealed class RecordDispatcher(RunningModule module, EventContract contract, EndpointDispatcher endpoint, CallLimits limits)
{
    /// <exception cref="RpcException">INVALID_ARGUMENT: the value is not valid, or the consumers rejected it; a retry cannot succeed.</exception>
    public async Task DispatchAsync(byte[]? value, byte[]? extension, MessageContextPropagation propagation, MessagingAttributes attributes, CancellationToken cancellationToken) =>
        await endpoint.DispatchAsync(Read(value, extension), propagation, attributes, cancellationToken);

    private IMessage Read(byte[]? value, byte[]? extension)
    {
        if (value is null || value.Length > limits.MaxMessageBytes)
        {
            var problem = value is null ? "is missing" : $"is larger than {limits.MaxMessageBytes} bytes";
            ConsumerLog.ParsingFailed(module, contract, $"value {problem}");
            throw RpcErrors.InvalidArgument("value", problem);
        }

        return UnparsableMessageException.Parse(module, contract, "value", contract.Value.MessageType, () => EventRecord.Read(contract, value, extension));
    }
}
