using System.Diagnostics;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>Hands an event that arrived, by whatever way, to the module's MassTransit consumers and returns when they have committed.</summary>
internal static class ConsumedEvents
{
    public static async Task Consume(RunningModule module, IMessage message, EventCause cause, Carrier carrier, CancellationToken cancellation)
    {
        Task? consuming = null;
        var (parent, baggage) = (cause.Resume(), Baggage.Current);
        CleanContext.Run(_ => consuming = ConsumeAlone(module, message, parent, baggage, carrier, cancellation), module);
        await consuming!;
    }

    private static async Task ConsumeAlone(
        RunningModule module, IMessage message, ActivityContext parent, Baggage baggage, Carrier carrier, CancellationToken cancellation)
    {
        Baggage.Current = baggage;
        var started = Stopwatch.GetTimestamp();
        var name = $"{carrier.Destination} process";
        using var span = module.LinksEvents
            ? module.Telemetry.StartLinkedSpan(name, ActivityKind.Consumer, parent)
            : module.Telemetry.StartSpan(name, ActivityKind.Consumer, parent);
        carrier.Describe(span);
        try
        {
            await module.Filters.Before(message.Descriptor.FullName, message, cancellation);

            // Not the bus: MassTransit's in-memory queue is gone with the process, so nobody could say that the event is safe.
            // The mediator returns when the consumers are done and throws what they throw.
            CrashPoint.Hit("CP11");
            await module.Services.GetRequiredService<IMediator>().Publish(message, message.GetType(), cancellation);
            CrashPoint.Hit("CP12");
            module.Telemetry.EventConsumed(carrier.Destination, null, started);
        }
        catch (Exception failure)
        {
            span?.SetTag(Attributes.ErrorType, failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            module.Telemetry.EventConsumed(carrier.Destination, failure, started);
            throw;
        }
    }
}
