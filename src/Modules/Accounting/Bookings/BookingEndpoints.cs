using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Accounting.Bookings;

/// <summary>The ledger for auditors, on the management port: newest bookings first, in the contract's JSON.</summary>
internal static class BookingEndpoints
{
    public const string Path = "/api/accounting";

    public static void MapBookingEndpoints(IEndpointRouteBuilder routes) => routes.MapGet($"{Path}/orders", SearchAsync);

    private static async Task<IResult> SearchAsync(HttpRequest request, SalesLedger ledger, CancellationToken cancellationToken)
    {
        var (query, problems) = BookingsQuery.Read(request.Query);
        return query is null
            ? TypedResults.ValidationProblem(problems)
            : TypedResults.Text(JsonFormatter.Default.Format(BookingsResponse.Of(await ledger.SearchAsync(query, cancellationToken))), "application/json");
    }
}
