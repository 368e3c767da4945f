using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The trace context and baggage of an event in the W3C text formats, so that they can be stored with the event.</summary>
/// <param name="TraceParent">Null when there was no active span.</param>
/// <param name="TraceState">Null when there is none.</param>
/// <param name="Baggage">Null when there is none.</param>
public sealed record MessageContextPropagation(string? TraceParent, string? TraceState, string? Baggage)
{
    private const string TraceParentHeader = "traceparent";
    private const string TraceStateHeader = "tracestate";
    private const string BaggageHeader = "baggage";

    /// <summary>The current span and its baggage.</summary>
    public static MessageContextPropagation Current()
    {
        var headers = new Dictionary<string, string>();
        Propagation.Inject(headers, static (carrier, name, value) => carrier[name] = value);
        return From(headers);
    }

    /// <summary>Reads the context from the headers of an event.</summary>
    public static MessageContextPropagation From(IReadOnlyDictionary<string, string> headers) =>
        new(headers.GetValueOrDefault(TraceParentHeader), headers.GetValueOrDefault(TraceStateHeader), headers.GetValueOrDefault(BaggageHeader));

    internal static MessageContextPropagation From(Headers headers) =>
        new(headers.Get<string>(TraceParentHeader), headers.Get<string>(TraceStateHeader), headers.Get<string>(BaggageHeader));

    /// <summary>Writes the context and an id to the headers of a message that is being sent.</summary>
    public void WriteTo(SendContext message, Guid messageId)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.MessageId = messageId;
        foreach (var (name, value) in ToHeaders())
        {
            message.Headers.Set(name, value);
        }
    }

    /// <summary>The context as headers, by their W3C names.</summary>
    public Dictionary<string, string> ToHeaders()
    {
        var headers = new Dictionary<string, string>();
        Add(TraceParentHeader, TraceParent);
        Add(TraceStateHeader, TraceState);
        Add(BaggageHeader, Baggage);
        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers[name] = value;
            }
        }
    }

    /// <summary>Restores the baggage and returns the trace context for the calling async method.</summary>
    public ActivityContext Resume()
    {
        var context = Propagation.Extract(ToHeaders());
        OpenTelemetry.Baggage.Current = context.Baggage;
        return context.ActivityContext;
    }
}
