using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Parses records of the topic and passes them to the receive endpoint of a module.</summary>
internal sealed class RecordDispatcher(RunningModule module, EndpointDispatcher endpoint, CallLimits limits)
{
    /// <exception cref="RpcException">INVALID_ARGUMENT: the value is not an order, or the consumers rejected it; a retry cannot succeed.</exception>
    public async Task DispatchAsync(byte[]? value, byte[]? extension, MessageContextPropagation propagation, MessagingAttributes attributes, CancellationToken cancellationToken) =>
        await endpoint.DispatchAsync(Read(value, extension), propagation, attributes, cancellationToken);

    private OrderPlaced Read(byte[]? value, byte[]? extension)
    {
        if (value is null || value.Length > limits.MaxMessageBytes)
        {
            var problem = value is null ? "is missing" : $"is larger than {limits.MaxMessageBytes} bytes";
            ConsumerLog.ParsingFailed(module, $"value {problem}");
            throw RpcErrors.InvalidArgument("value", problem);
        }

        return UnparsableMessageException.Parse(module, "value", OrderResult.Descriptor, () => OrderRecord.Read(value, extension));
    }
}
