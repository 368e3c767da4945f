using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Google.Protobuf;
using Grpc.Core;
using MassTransit;
using MassTransit.Transports;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>
/// Passes records of the topic to the receive endpoint of a module, as if the bus had received them, and returns when the consumers have committed.
/// Retries are those of the endpoint.
/// </summary>
internal sealed class RecordDispatcher(RunningModule module, IReceiveEndpointDispatcher endpoint, CallLimits limits)
{
    /// <exception cref="RpcException">INVALID_ARGUMENT: the value is not an order, or the consumers rejected it; a retry cannot succeed.</exception>
    public async Task DispatchAsync(byte[]? value, byte[]? extension, MessageContextPropagation propagation, MessagingAttributes attributes, CancellationToken cancellationToken)
    {
        var placed = Read(value, extension);
        var headers = ProtobufSerializer.HeadersFor(placed, NewId.NextGuid());
        foreach (var (name, text) in propagation.ToHeaders())
        {
            headers[name] = text;
        }

        Task? consuming = null;
        IsolatedExecutionContext.Run(_ => consuming = endpoint.Dispatch(placed.ToByteArray(), headers, cancellationToken, attributes), module);
        await consuming!;
    }

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
