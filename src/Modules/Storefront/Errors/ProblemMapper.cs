using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>
/// Maps every failure to its HTTP response: what the client can correct is 4xx, a failure of the shop or of one of its services 5xx. The status detail
/// of another module is shown only when the module rejected the request, or marked its failure as one that is shown to shoppers.
/// </summary>
internal static class ProblemMapper
{
    // The prefix of the reasons for rejected cards.
    private const string CardReason = "card-";

    // A failure of the shop whose detail is shown to shoppers. The reason of the service may be the name of a flag.
    private const string FaultReason = "shop-fault";

    // The problem of each field, so that a form can show it there.
    private const string ErrorsMember = "errors";

    public static ProblemHttpResult Of(Exception exception) => exception switch
    {
        InvalidRequestException invalidRequest => Of(invalidRequest),
        RpcException rpcException => Of(rpcException),
        BadHttpRequestException badRequest => Of(badRequest.StatusCode),
        _ => Of(StatusCodes.Status500InternalServerError),
    };

    public static ProblemHttpResult Of(int status) => TypedResults.Problem(statusCode: status, detail: status switch
    {
        StatusCodes.Status400BadRequest => "The request is malformed.",
        StatusCodes.Status404NotFound => "Not found.",
        StatusCodes.Status405MethodNotAllowed => "This method is not allowed; see the Allow header.",
        StatusCodes.Status413PayloadTooLarge => "The body is longer than 64 KiB.",
        StatusCodes.Status415UnsupportedMediaType => "This media type is not supported here.",
        StatusCodes.Status429TooManyRequests => "Too many requests; try again in a moment.",
        StatusCodes.Status503ServiceUnavailable => "A part of the shop is not available; try again in a moment.",
        >= StatusCodes.Status500InternalServerError => "Something went wrong in the shop.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    });

    private static ProblemHttpResult Of(InvalidRequestException invalidRequest)
    {
        var members = new Dictionary<string, object?> { ["field"] = invalidRequest.Problems[0].Field };
        if (invalidRequest.Problems.Count > 1)
        {
            members[ErrorsMember] = invalidRequest.Problems.GroupBy(problem => problem.Field, problem => problem.Problem)
                .ToDictionary(field => field.Key, field => field.ToArray());
        }

        var detail = string.Join("; ", invalidRequest.Problems.Select(problem => $"{problem.Field}: {problem.Problem}"));
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, extensions: members);
    }

    private static ProblemHttpResult Of(RpcException rpcException) => rpcException.StatusCode switch
    {
        StatusCode.FailedPrecondition or StatusCode.Internal when rpcException.Trailers.GetValue(RpcErrors.FaultTrailer) is not null =>
            Of(rpcException, StatusCodes.Status500InternalServerError, new() { ["reason"] = FaultReason }),
        StatusCode.InvalidArgument => OfField(rpcException),
        StatusCode.NotFound => Of(rpcException, StatusCodes.Status404NotFound),
        StatusCode.FailedPrecondition when rpcException.ReasonOf() is { } reason => OfRule(rpcException, reason),
        StatusCode.ResourceExhausted when rpcException.Status.Detail.Contains("message size", StringComparison.OrdinalIgnoreCase) =>
            Of(StatusCodes.Status413PayloadTooLarge),
        StatusCode.ResourceExhausted => Of(StatusCodes.Status429TooManyRequests),
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted => Of(StatusCodes.Status503ServiceUnavailable),
        _ => Of(StatusCodes.Status500InternalServerError),
    };

    // The detail of such a status reads "field: problem".
    private static ProblemHttpResult OfField(RpcException rpcException)
    {
        if (rpcException.FieldOf() is not { } field)
        {
            return Of(rpcException, StatusCodes.Status400BadRequest);
        }

        if (field == IdempotencyKey.Header)
        {
            return Of(rpcException, StatusCodes.Status422UnprocessableEntity, new() { ["field"] = IdempotencyKeyHeader.Header });
        }

        var prefix = $"{field}: ";
        var problem = rpcException.Status.Detail is { } detail && detail.StartsWith(prefix, StringComparison.Ordinal) ? detail[prefix.Length..] : rpcException.Status.Detail;
        var name = ApiNames.Of(field);
        return TypedResults.Problem($"{name}: {problem}", statusCode: StatusCodes.Status400BadRequest, extensions: [new("field", name)]);
    }

    private static ProblemHttpResult OfRule(RpcException rpcException, string reason) => reason.StartsWith(CardReason, StringComparison.Ordinal)
        ? Of(rpcException, StatusCodes.Status402PaymentRequired, new()
        {
            ["reason"] = reason,
            [ErrorsMember] = new Dictionary<string, string[]> { [CardFields.Of(reason)] = [rpcException.Status.Detail] },
        })
        : Of(rpcException, StatusCodes.Status409Conflict, new() { ["reason"] = reason });

    private static ProblemHttpResult Of(RpcException rpcException, int status, Dictionary<string, object?>? members = null) =>
        TypedResults.Problem(rpcException.Status.Detail, statusCode: status, extensions: members);
}
