using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting.Bookings;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Accounting;

internal sealed class AccountingGrpcService(SalesLedger ledger) : AccountingService.AccountingServiceBase
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public override async Task<ListBookedOrdersResponse> ListBookedOrders(ListBookedOrdersRequest request, ServerCallContext context)
    {
        if (request.Limit is < 0 or > MaxLimit)
        {
            throw RpcErrors.InvalidArgument("limit", $"must be 1 to {MaxLimit}, or 0 for {DefaultLimit}");
        }

        var before = request.BeforeOrderId.Length == 0
            ? null
            : await ledger.FindAsync(request.BeforeOrderId, context.CancellationToken) ?? throw RpcErrors.InvalidArgument("before_order_id", "is not the id of a booked order");
        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        var orders = await ledger.ReadAsync(limit, before, context.CancellationToken);
        return BookingsResponse.Of(orders);
    }
}
