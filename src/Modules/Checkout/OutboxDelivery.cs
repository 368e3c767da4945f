using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Tells one message to whom it is for, and returns when it is safe with them. Each may be told twice and acts once.</summary>
internal sealed class OutboxDelivery(
    CartService.CartServiceClient carts, EmailService.EmailServiceClient emails, IEventDelivery events, ModuleTelemetry telemetry)
{
    public async Task Deliver(OutboxMessage message, CancellationToken cancellation)
    {
        switch (message.Destination)
        {
            case Outbox.Cart:
                await InTraceOf(message, CheckoutTelemetry.ToCart, () => RemoveOrderedItems(message, cancellation));
                break;
            case Outbox.Email:
                await InTraceOf(message, CheckoutTelemetry.ToEmail, () => Confirm(message, cancellation));
                break;
            default:
                await events.Deliver(message.Destination, OrderPlaced.Parser.ParseFrom(message.Body), message.Cause, cancellation);
                break;
        }
    }

    // The order's own span has long ended: a span of ours, in its trace, is the caller of what is done for it now.
    private async Task InTraceOf(OutboxMessage message, string spanName, Func<Task> deliver)
    {
        using var span = telemetry.StartSpan(spanName, ActivityKind.Internal, message.Cause.Resume());
        await deliver();
    }

    private async Task RemoveOrderedItems(OutboxMessage message, CancellationToken cancellation)
    {
        var request = RemoveItemsRequest.Parser.ParseFrom(message.Body);
        try
        {
            await carts.RemoveItemsAsync(request, new CallOptions(cancellationToken: cancellation).WithIdempotencyKey(message.OrderId));
        }
        catch (RpcException foreign) when (foreign.StatusCode == StatusCode.Unimplemented)
        {
            // The public shop's cart can only be emptied.
            await carts.EmptyCartAsync(new EmptyCartRequest { UserId = request.UserId }, cancellationToken: cancellation);
        }
    }

    private async Task Confirm(OutboxMessage message, CancellationToken cancellation) =>
        await emails.SendOrderConfirmationAsync(SendOrderConfirmationRequest.Parser.ParseFrom(message.Body), cancellationToken: cancellation);
}
