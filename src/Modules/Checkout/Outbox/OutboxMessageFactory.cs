using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.SharedKernel.Messaging;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// Creates the outbox messages of an order, one per destination, so that an unavailable destination does not delay the others.
/// </summary>
internal sealed class OutboxMessageFactory(IEventDelivery events, IOptions<CheckoutOptions> options)
{
    public const string Cart = "cart";
    public const string Email = "email";

    /// <summary>The due time of a message whose order is not placed yet.</summary>
    public const long HeldUntilPlaced = long.MaxValue;

    /// <summary>All destinations of messages.</summary>
    public IReadOnlyList<string> Destinations => [Cart, Email, .. events.DestinationsOf(OrderPlaced.Descriptor)];

    /// <summary>
    /// The confirmation message without its order. It is written with the attempt and not with the order, because the e-mail address is stored
    /// only here: an attempt that recovery completes needs it.
    /// </summary>
    public static OutboxMessage HeldEmail(Order order, string email) =>
        Message(order, Email, new SendOrderConfirmationRequest { Email = email }, HeldUntilPlaced);

    public void Release(OutboxMessage emailMessage, Order order)
    {
        var confirmation = SendOrderConfirmationRequest.Parser.ParseFrom(emailMessage.Body);
        confirmation.Order = order.ToResult();
        emailMessage.Body = confirmation.ToByteArray();
        emailMessage.NextTryAt = DueTimeOf(order);
    }

    public IEnumerable<OutboxMessage> MessagesFor(Order order)
    {
        var result = order.ToResult();
        var ordered = new RemoveItemsRequest { UserId = order.UserId, Items = { result.Items.Select(line => line.Item) } };
        var placed = new OrderPlaced
        {
            Order = result,
            PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(order.PlacedAt)),
            Total = order.Total.ToMessage(),
            TransactionId = order.TransactionId,
        };

        var due = DueTimeOf(order);
        return events.DestinationsOf(OrderPlaced.Descriptor)
            .Select(destination => Message(order, destination, placed, due))
            .Prepend(Message(order, Cart, ordered, due));
    }

    /// <summary>The same event for its current destinations, due immediately.</summary>
    public IEnumerable<OutboxMessage> Redirected(OutboxMessage stranded) =>
        events.DestinationsOf(OrderPlaced.Descriptor).Select(destination => new OutboxMessage
        {
            OrderId = stranded.OrderId,
            Destination = destination,
            Body = stranded.Body,
            TraceParent = stranded.TraceParent,
            TraceState = stranded.TraceState,
            Baggage = stranded.Baggage,
            WrittenAt = stranded.WrittenAt,
            NextTryAt = stranded.WrittenAt,
        });

    // The process that places the order delivers the messages itself, from memory. If it ends before, the relay finds them.
    private long DueTimeOf(Order order) => order.PlacedAt + (long)options.Value.CartTime.TotalMilliseconds;

    private static OutboxMessage Message(Order order, string destination, IMessage body, long nextTryAt)
    {
        var propagation = MessageContextPropagation.Current();
        return new OutboxMessage
        {
            OrderId = order.Id,
            Destination = destination,
            Body = body.ToByteArray(),
            TraceParent = propagation.TraceParent,
            TraceState = propagation.TraceState,
            Baggage = propagation.Baggage,
            WrittenAt = order.ChangedAt,
            NextTryAt = nextTryAt,
        };
    }
}
