using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Passes events that another client than MassTransit has received to the receive endpoint of a module, as if the bus had received them. Filters
/// and retries are those of the endpoint.
/// </summary>
/// <param name="module">The consuming module.</param>
/// <param name="contract">The contract of the events.</param>
/// <param name="host">The services of the host.</param>
public sealed class EndpointDispatcher(RunningModule module, EventContract contract, IServiceProvider host)
{
    private readonly IReceiveEndpointDispatcher endpoint =
        module.Services.GetServices<ConsumerBinding>().First(consumer => consumer.Consumes(contract.Type)).CreateDispatcher(host.GetRequiredService<IReceiveEndpointDispatcherFactory>());

    /// <summary>Returns when the consumers have committed; throws the exception of the last attempt when they have failed.</summary>
    /// <param name="message">The event.</param>
    /// <param name="propagation">The trace the event belongs to.</param>
    /// <param name="attributes">The messaging attributes of the span.</param>
    /// <param name="cancellationToken">Cancels the consumers.</param>
    public async Task DispatchAsync(IMessage message, MessageContextPropagation propagation, MessagingAttributes attributes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(propagation);
        var headers = ProtobufSerializer.HeadersFor(message, NewId.NextGuid());
        foreach (var (name, text) in propagation.ToHeaders())
        {
            headers[name] = text;
        }

        Task? consuming = null;
        IsolatedExecutionContext.Run(_ => consuming = endpoint.Dispatch(message.ToByteArray(), headers, cancellationToken, attributes), module);
        await consuming!;
    }
}
