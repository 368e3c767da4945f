using AstronomyShop.SharedKernel.Storage;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>How a call that went wrong is told to its caller, in the words the wire uses.</summary>
internal static class CallStatus
{
    // Said by Grpc.AspNetCore too: the exception's own text stays at the callee.
    public static readonly Status HandlerThrew = new(StatusCode.Unknown, "Exception was thrown by handler.");

    public static readonly Status DatabaseUnavailable = new(StatusCode.Unavailable, "The database does not answer.");

    public static readonly Status NoMessage = new(StatusCode.Cancelled, "No message returned from method.");

    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, string.Empty);

    public static readonly Status Cancelled = new(StatusCode.Cancelled, "Call canceled by the client.");

    public static readonly Status ConnectionBroken = new(StatusCode.Unavailable, "The line to the callee broke.");

    public static readonly Status TooManyCalls = new(StatusCode.Unavailable, "The callee has no room for another call; try again in a moment.");

    public static readonly Status Unimplemented = new(StatusCode.Unimplemented, "Service is unimplemented.");

    public static readonly Status MessageTooLarge =
        new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");

    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>What the caller is told of an exception that is no status. Its text stays here.</summary>
    public static Status Of(Exception exception) => DatabaseErrors.IsTemporary(exception) ? DatabaseUnavailable : HandlerThrew;

    public static string Name(StatusCode code) => Names[(int)code];

    // The semantic conventions count only these as the server's own fault.
    public static bool IsServerFault(StatusCode code) => code
        is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented
        or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
