using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Accounting;

/// <summary>The ledger for auditors, on the management port: the newest bookings first, in the contract's JSON.</summary>
internal static class BookingsEndpoint
{
    public const string Path = "/api/accounting";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{Path}/orders", Answer);

    private static async Task<IResult> Answer(HttpRequest request, SalesLedger ledger, CancellationToken cancellation)
    {
        var (query, problems) = BookingsQuery.Read(request.Query);
        return query is null
            ? TypedResults.ValidationProblem(problems)
            : TypedResults.Text(JsonFormatter.Default.Format(BookingsAnswer.Of(await ledger.Search(query, cancellation))), "application/json");
    }
}
