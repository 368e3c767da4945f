using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The gRPC statuses of failed calls. They are the same in process and over the network.</summary>
internal static class CallStatus
{
    // The same text as Grpc.AspNetCore: the message of the exception stays in the callee.
    public static readonly Status HandlerThrew = new(StatusCode.Unknown, "Exception was thrown by handler.");

    public static readonly Status NoMessage = new(StatusCode.Cancelled, "No message returned from method.");

    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, string.Empty);

    public static readonly Status Cancelled = new(StatusCode.Cancelled, "Call canceled by the client.");

    public static readonly Status ConnectionBroken = new(StatusCode.Unavailable, "The connection to the callee was lost.");

    public static readonly Status TooManyCalls = new(StatusCode.Unavailable, "The callee has reached its concurrency limit; try again later.");

    public static readonly Status Unimplemented = new(StatusCode.Unimplemented, "Service is unimplemented.");

    public static readonly Status MessageTooLarge =
        new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");

    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    public static string Name(StatusCode code) => Names[(int)code];

    // The semantic conventions count only these codes as server errors.
    public static bool IsServerFault(StatusCode code) => code
        is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented
        or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
