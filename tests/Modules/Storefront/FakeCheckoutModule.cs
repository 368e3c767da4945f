using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A checkout that sells one flashlight and one book, and rejects orders with certain email addresses.</summary>
public sealed class FakeCheckoutModule : IModule
{
    public const string OrderId = "5b0b9dd2-6f39-4e3b-8d1c-0d5b3f0c7a11";

    /// <summary>The errors that are returned for an order, by email address.</summary>
    public static IReadOnlyDictionary<string, RpcException> Refusals { get; } = new Dictionary<string, RpcException>
    {
        ["expired@example.com"] = RpcErrors.FailedPrecondition("card-expired", "The card ****0454 expired after 1/2019."),
        ["empty@example.com"] = RpcErrors.FailedPrecondition("cart-empty", "The cart is empty"),
        ["taken-over@example.com"] = new(new Status(StatusCode.Aborted, "The order was taken over by 10.0.0.7")),
        ["reused@example.com"] = RpcErrors.InvalidArgument("idempotency-key", "was used for another order"),
        ["exists@example.com"] = new(new Status(StatusCode.AlreadyExists, "The order exists")),
        ["currency@example.com"] = RpcErrors.InvalidArgument("user_currency", "'XYZ' is no currency the shop takes"),
        ["number@example.com"] = RpcErrors.InvalidArgument("credit_card.credit_card_number", "is missing"),
        ["busy@example.com"] = new(new Status(StatusCode.ResourceExhausted, "Too many orders")),
        ["huge@example.com"] = new(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.")),
        ["down@example.com"] = RpcErrors.Unavailable("connection to 10.0.0.7 refused"),
        ["late@example.com"] = new(new Status(StatusCode.DeadlineExceeded, string.Empty)),
        ["broken@example.com"] = new(new Status(StatusCode.Internal, "NullReferenceException at Till.cs:17")),
        ["declined-by-flag@example.com"] = new(
            new Status(StatusCode.Internal, "Payment request failed. Invalid token."), new Metadata { { "reason", "payment-failure" }, { "fault", "service" } }),
        ["faulty@example.com"] = RpcErrors.Fault("cart-failure", "The cart could not be emptied."),
        ["unreasoned@example.com"] = new(new Status(StatusCode.FailedPrecondition, "The drawer is stuck at Till.cs:19")),
    };

    private OrderResult? placed;
    private string? placedBy;

    public ModuleDescriptor Descriptor { get; } = new("Checkout", "checkout") { Serves = [CheckoutService.Descriptor] };

    /// <summary>The last order request of the storefront.</summary>
    public PlaceOrderRequest? LastRequest { get; private set; }

    /// <summary>The idempotency key of the last order request; null if there was none.</summary>
    public string? LastKey { get; private set; }

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(this);
        module.AddGrpcService<GrpcService>(CheckoutService.BindService);
    }

    private sealed class GrpcService(FakeCheckoutModule counter) : CheckoutService.CheckoutServiceBase
    {
        public override Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest request, ServerCallContext context)
        {
            counter.LastRequest = request;
            counter.LastKey = IdempotencyKey.Of(context);
            if (Refusals.TryGetValue(request.Email, out var refusal))
            {
                throw refusal;
            }

            counter.placedBy = request.UserId;
            counter.placed = new OrderResult
            {
                OrderId = OrderId,
                ShippingTrackingId = "tracking",
                ShippingCost = new Contracts.Money { CurrencyCode = request.UserCurrency, Units = 17, Nanos = 980_000_000 },
                ShippingAddress = request.Address,
                Items =
                {
                    Line("LS4PSXUNUM", 1, request.UserCurrency, 57, 80_000_000),
                    Line("NOMORETHERE", 2, request.UserCurrency, 0, 990_000_000),
                },
            };
            return Task.FromResult(new PlaceOrderResponse { Order = counter.placed });
        }

        // Like the real service, returns the order of any user if the request has no user id.
        public override Task<GetOrderResponse> GetOrder(GetOrderRequest request, ServerCallContext context) =>
            request.OrderId == counter.placed?.OrderId && (request.UserId.Length == 0 || request.UserId == counter.placedBy)
                ? Task.FromResult(new GetOrderResponse { Order = counter.placed })
                : throw RpcErrors.NotFound($"There is no order {request.OrderId}");

        private static OrderItem Line(string product, int quantity, string currency, long units, int nanos) => new()
        {
            Item = new CartItem { ProductId = product, Quantity = quantity },
            Cost = new Contracts.Money { CurrencyCode = currency, Units = units, Nanos = nanos },
        };
    }
}
