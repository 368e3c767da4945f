using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>Dispatches a received event to the module's MassTransit consumers and returns when they have committed.</summary>
public static class EventDispatcher
{
    /// <summary>Dispatches the event in the trace of its publisher, inside a CONSUMER span of the module.</summary>
    /// <param name="module">The consuming module.</param>
    /// <param name="message">The event.</param>
    /// <param name="propagation">The trace the event belongs to.</param>
    /// <param name="attributes">The messaging attributes of the span.</param>
    /// <param name="cancellationToken">Cancels the consumers.</param>
    public static async Task DispatchAsync(RunningModule module, IMessage message, MessageContextPropagation propagation, MessagingAttributes attributes, CancellationToken cancellationToken)
    {
        Task? consuming = null;
        var (parent, baggage) = (propagation.Resume(), Baggage.Current);
        IsolatedExecutionContext.Run(_ => consuming = DispatchIsolatedAsync(module, message, parent, baggage, attributes, cancellationToken), module);
        await consuming!;
    }

    private static async Task DispatchIsolatedAsync(
        RunningModule module, IMessage message, ActivityContext parent, Baggage baggage, MessagingAttributes attributes, CancellationToken cancellationToken)
    {
        Baggage.Current = baggage;
        var started = Stopwatch.GetTimestamp();
        var name = $"{attributes.Destination} process";
        using var span = module.Services.GetRequiredService<MessagingOptions>().LinksEvents
            ? module.Telemetry.StartLinkedSpan(name, ActivityKind.Consumer, parent)
            : module.Telemetry.StartSpan(name, ActivityKind.Consumer, parent);
        attributes.Describe(span);
        try
        {
            await module.Services.GetRequiredService<CallFilters>().BeforeAsync(message.Descriptor.FullName, message, cancellationToken);

            // Not the bus: MassTransit's in-memory queue is lost with the process, so the event would not be durable.
            // The mediator returns when the consumers have finished and rethrows their exceptions.
            await module.Services.GetRequiredService<IMediator>().Publish(message, message.GetType(), cancellationToken);
            module.Telemetry.EventConsumed(attributes.Destination, null, started);
        }
        catch (Exception exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            module.Telemetry.EventConsumed(attributes.Destination, exception, started);
            throw;
        }
    }
}
