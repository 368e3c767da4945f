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
internal static class EventDispatcher
{
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
        using var span = module.LinksEvents
            ? module.Telemetry.StartLinkedSpan(name, ActivityKind.Consumer, parent)
            : module.Telemetry.StartSpan(name, ActivityKind.Consumer, parent);
        attributes.Describe(span);
        try
        {
            await module.Filters.BeforeAsync(message.Descriptor.FullName, message, cancellationToken);

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
