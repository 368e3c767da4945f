using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// Delivers one message and returns when its destination has stored it. Destinations are idempotent, so a message may be delivered twice.
/// </summary>
internal sealed class OutboxDelivery(
    CartService.CartServiceClient carts, EmailService.EmailServiceClient emails, IEventDelivery events, ModuleTelemetry telemetry)
{
    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        switch (message.Destination)
        {
            case OutboxMessageFactory.Cart:
                await DeliverInTraceAsync(message, CheckoutTelemetry.ToCart, () => RemoveOrderedItemsAsync(message, cancellationToken));
                break;
            case OutboxMessageFactory.Email:
                await DeliverInTraceAsync(message, CheckoutTelemetry.ToEmail, () => ConfirmAsync(message, cancellationToken));
                break;
            default:
                await events.DeliverAsync(message.Destination, OrderPlaced.Parser.ParseFrom(message.Body), message.Cause, cancellationToken);
                break;
        }
    }

    // The span of the order has ended: a new span in its trace becomes the parent of the delivery.
    private async Task DeliverInTraceAsync(OutboxMessage message, string spanName, Func<Task> deliver)
    {
        using var span = telemetry.StartSpan(spanName, ActivityKind.Internal, message.Cause.Resume());
        await deliver();
    }

    private async Task RemoveOrderedItemsAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var request = RemoveItemsRequest.Parser.ParseFrom(message.Body);
        try
        {
            await carts.RemoveItemsAsync(request, new CallOptions(cancellationToken: cancellationToken).WithIdempotencyKey(message.OrderId));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // The public shop's cart can only be emptied.
            await carts.EmptyCartAsync(new EmptyCartRequest { UserId = request.UserId }, cancellationToken: cancellationToken);
        }
    }

    private async Task ConfirmAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        await emails.SendOrderConfirmationAsync(SendOrderConfirmationRequest.Parser.ParseFrom(message.Body), cancellationToken: cancellationToken);
}
