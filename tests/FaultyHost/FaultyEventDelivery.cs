using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.SharedKernel.Messaging;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>Crashes before and after an event is delivered, and the bug that deletes the outbox row before the delivery.</summary>
internal sealed class FaultyEventDelivery(IEventDelivery inner, IDbContextFactory<CheckoutDbContext> database) : IEventDelivery
{
    /// <inheritdoc/>
    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => inner.DestinationsOf(type);

    /// <inheritdoc/>
    public async Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        CrashPoint.Visit("CP9");
        if (DeliberateBug.Is(DeliberateBug.DeletedBeforeDelivery))
        {
            var orderId = ((OrderPlaced)message).Order.OrderId;
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            await db.Outbox.Where(row => row.OrderId == orderId && row.Destination == destination).ExecuteDeleteAsync(cancellationToken);
        }

        await inner.DeliverAsync(destination, message, propagation, cancellationToken);
        CrashPoint.Visit("CP10");
    }
}
