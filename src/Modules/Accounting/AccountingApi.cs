using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Modules.Accounting;

internal sealed class AccountingApi(SalesLedger ledger) : AccountingService.AccountingServiceBase
{
    private const int DefaultLimit = 100;
    private const int HighestLimit = 1000;

    public override async Task<ListBookedOrdersResponse> ListBookedOrders(ListBookedOrdersRequest request, ServerCallContext context)
    {
        if (request.Limit is < 0 or > HighestLimit)
        {
            throw Refusal.Invalid("limit", $"must be 1 to {HighestLimit}, or 0 for {DefaultLimit}");
        }

        var before = request.BeforeOrderId.Length == 0
            ? null
            : await ledger.Find(request.BeforeOrderId, context.CancellationToken) ?? throw Refusal.Invalid("before_order_id", "is no booked order");
        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        var orders = await ledger.Read(limit, before, context.CancellationToken);
        return BookingsAnswer.Of(orders);
    }
}
