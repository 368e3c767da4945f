using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

internal sealed class CheckoutGrpcService(OrderPlacement placement, OrderRepository orders, ILogger<CheckoutGrpcService> logger) : CheckoutService.CheckoutServiceBase
{
    public override async Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest request, ServerCallContext context)
    {
        Require(request.UserId, "user_id");
        Require(request.UserCurrency, "user_currency");
        Require(request.Email, "email");
        Require(request.Address, "address");
        Require(request.CreditCard, "credit_card");
        Require(TelemetryForms.Uuid(request.UserId) is not null, "user_id", "must be a UUID");
        Require(Currencies.IsCode(request.UserCurrency), "user_currency", "is not a supported currency");
        Require(EmailAddress.IsValid(request.Email), "email", EmailAddress.Problem);

        // After the validation: until then any of these may be a card number in the wrong field.
        Activity.Current?.SetTag(TelemetryAttributes.UserId, request.UserId);
        Activity.Current?.SetTag(CheckoutTelemetry.SelectedCurrency, request.UserCurrency);
        RequestBaggage.MarkSynthetic(Activity.Current);
        CheckoutLog.PlaceOrderReceived(logger, request.UserId, request.UserCurrency);
        try
        {
            var order = await placement.PlaceAsync(request, IdempotencyKey.Of(context), new CallOptions(cancellationToken: context.CancellationToken));
            Describe(Activity.Current, order);

            // Payment has validated the number.
            Activity.Current?.SetTag(CheckoutTelemetry.CardNumber, CardMask.Of(request.CreditCard));
            return new PlaceOrderResponse { Order = order.ToResult() };
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition && exception.IsServiceFault())
        {
            // A called service has failed; for the shopper the shop has. The trailers say that the detail is written for the shopper.
            throw new RpcException(new Status(StatusCode.Internal, exception.Status.Detail), exception.Trailers);
        }
    }

    public override async Task<GetOrderResponse> GetOrder(GetOrderRequest request, ServerCallContext context)
    {
        Require(request.OrderId, "order_id");
        return await orders.FindAsync(request.OrderId, context.CancellationToken) is { State: OrderState.Placed } order && IsOf(request.UserId, order)
            ? new GetOrderResponse
            {
                Order = order.ToResult(),
                Total = order.Total.ToMessage(),
                PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(order.PlacedAt)),
            }
            : throw RpcErrors.NotFound("Order not found");
    }

    // For a shopper the order of another user does not exist.
    private static bool IsOf(string userId, Order order) => userId.Length == 0 || string.Equals(userId, order.UserId, StringComparison.OrdinalIgnoreCase);

    private static void Require(object? value, string field)
    {
        if (value is null or "")
        {
            throw RpcErrors.InvalidArgument(field, "is missing");
        }
    }

    private static void Require(bool isValid, string field, string problem)
    {
        if (!isValid)
        {
            throw RpcErrors.InvalidArgument(field, problem);
        }
    }

    private static void Describe(Activity? span, Order order)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        var result = order.ToResult();
        span.SetTag(CheckoutTelemetry.OrderId, order.Id);
        span.SetTag(CheckoutTelemetry.OrderAmount, (double)order.Total.Amount);
        span.SetTag(CheckoutTelemetry.OrderItemsCount, result.Items.Count);
        span.SetTag(CheckoutTelemetry.ShippingAmount, (double)Money.From(result.ShippingCost).Amount);
        span.SetTag(CheckoutTelemetry.TrackingId, result.ShippingTrackingId);
    }
}
