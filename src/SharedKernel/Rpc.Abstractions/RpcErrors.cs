using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Statuses with which a module rejects a call. Trailers carry the details for programs; the status detail is for people.
/// </summary>
public static class RpcErrors
{
    /// <summary>Trailer: the invalid field, as the contract spells it (<c>item.quantity</c>).</summary>
    public static readonly string FieldTrailer = "field";

    /// <summary>Trailer: the violated rule in kebab case (<c>card-expired</c>).</summary>
    public const string ReasonTrailer = "reason";

    /// <summary>Trailer: present when the service has failed, although its status code alone reads as if the caller had erred.</summary>
    public const string FaultTrailer = "fault";

    /// <summary>INVALID_ARGUMENT: the request is invalid and must not be retried. The detail reads <c>field: problem</c>.</summary>
    public static RpcException InvalidArgument(string field, string problem) =>
        new(new Status(StatusCode.InvalidArgument, $"{field}: {problem}"), new Metadata { { FieldTrailer, field } });

    /// <summary>NOT_FOUND: the requested entity does not exist.</summary>
    public static RpcException NotFound(string problem) => new(new Status(StatusCode.NotFound, problem));

    /// <summary>FAILED_PRECONDITION: the request is valid, but a business rule forbids it.</summary>
    public static RpcException FailedPrecondition(string reason, string problem) =>
        new(new Status(StatusCode.FailedPrecondition, problem), new Metadata { { ReasonTrailer, reason } });

    /// <summary>
    /// FAILED_PRECONDITION, as services of the public shop report an internal failure: the caller cannot correct it. It counts as an error of the
    /// service.
    /// </summary>
    public static RpcException Fault(string reason, string problem) =>
        new(new Status(StatusCode.FailedPrecondition, problem), new Metadata { { ReasonTrailer, reason }, { FaultTrailer, "service" } });

    /// <summary>
    /// Whether the called service has failed, as opposed to having refused the request. FAILED_PRECONDITION is a refusal when it names the violated
    /// rule; services of other shops, which name none, report failures with it.
    /// </summary>
    public static bool IsServiceFault(this RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return IsServiceFault(exception.StatusCode, exception.Trailers);
    }

    /// <summary>
    /// Whether a status blames the called service. The semantic conventions count the first six codes as server errors; FAILED_PRECONDITION is added
    /// where it names no rule that the caller broke.
    /// </summary>
    /// <param name="code">The status of the call.</param>
    /// <param name="trailers">The trailers of the call, if it had any.</param>
    public static bool IsServiceFault(StatusCode code, Metadata? trailers) => code
        is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented
        or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss
        || (code is StatusCode.FailedPrecondition && (trailers?.GetValue(ReasonTrailer) is null || trailers.GetValue(FaultTrailer) is not null));

    /// <summary>UNAVAILABLE: a dependency of the module is down; the same request may succeed later.</summary>
    public static RpcException Unavailable(string problem) => new(new Status(StatusCode.Unavailable, problem));

    /// <summary>
    /// What a rejection is about, for logs: the violated rule (<c>card-expired</c>) or the invalid field. Neither repeats what the caller sent.
    /// </summary>
    public static string ReasonOf(RpcException rejection)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        return rejection.Trailers.GetValue(ReasonTrailer) ?? rejection.Trailers.GetValue(FieldTrailer) ?? "no reason given";
    }
}
