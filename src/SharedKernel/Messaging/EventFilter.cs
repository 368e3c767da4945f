using System.Diagnostics;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>Around each attempt of a consumer: the span and the metric of the event, in the trace of its publisher, and the call filters of the module.</summary>
internal sealed class EventFilter<TEvent>(RunningShop shop) : IFilter<ConsumeContext<TEvent>>
    where TEvent : class
{
    public async Task Send(ConsumeContext<TEvent> context, IPipe<ConsumeContext<TEvent>> next)
    {
        var started = Stopwatch.GetTimestamp();
        var message = (IMessage)context.Message;
        var module = shop.ModuleAt(context.ReceiveContext.InputAddress);
        var attributes = MessagingAttributes.Of(context.ReceiveContext, module, EventContract.Of(message.Descriptor));
        var parent = MessageContextPropagation.From(context.ReceiveContext.TransportHeaders).Resume();
        var name = $"{attributes.Destination} process";
        using var span = module.Services.GetRequiredService<MessagingOptions>().LinksEvents
            ? module.Telemetry.StartLinkedSpan(name, ActivityKind.Consumer, parent)
            : module.Telemetry.StartSpan(name, ActivityKind.Consumer, parent);
        attributes.Describe(span);
        try
        {
            await module.Services.GetRequiredService<CallFilters>().BeforeAsync(message.Descriptor.FullName, message, context.CancellationToken);
            await next.Send(context);
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

    public void Probe(ProbeContext context) => context.CreateFilterScope("event");
}
