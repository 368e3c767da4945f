using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The statuses with which a module refuses a call. What a program needs to know stands in trailers, what a person needs in the detail.
/// </summary>
public static class RpcErrors
{
    /// <summary>Trailer: the field that was wrong, as the contract spells it (<c>item.quantity</c>).</summary>
    public const string FieldTrailer = "field";

    /// <summary>Trailer: the rule that was broken, a word in kebab case (<c>card-expired</c>).</summary>
    public const string ReasonTrailer = "reason";

    /// <summary>INVALID_ARGUMENT: the request can never be right. The detail reads <c>field: problem</c>.</summary>
    public static RpcException InvalidArgument(string field, string problem) =>
        new(new Status(StatusCode.InvalidArgument, $"{field}: {problem}"), new Metadata { { FieldTrailer, field } });

    /// <summary>NOT_FOUND.</summary>
    public static RpcException NotFound(string problem) => new(new Status(StatusCode.NotFound, problem));

    /// <summary>FAILED_PRECONDITION: the request was understood, and a rule of the shop forbids it.</summary>
    public static RpcException FailedPrecondition(string reason, string problem) =>
        new(new Status(StatusCode.FailedPrecondition, problem), new Metadata { { ReasonTrailer, reason } });

    /// <summary>UNAVAILABLE: something this module stands on is down; the same request may succeed later.</summary>
    public static RpcException Unavailable(string problem) => new(new Status(StatusCode.Unavailable, problem));
}
