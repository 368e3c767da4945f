using System.Globalization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Answers INVALID_ARGUMENT to a message that is not valid protobuf. gRPC for .NET reads the message before the first interceptor runs and answers
/// UNKNOWN if that fails; so a call that ended with UNKNOWN and has not passed this interceptor had such a message.
/// </summary>
internal sealed class UnreadableMessageInterceptor : Interceptor
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);
    private static readonly string InvalidArgument = ((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture);

    /// <summary>Middleware around the gRPC services.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Response.HasStarted && context.Response.Headers[StatusHeader] == Unknown && context.Features.Get<ReadMarker>() is null)
        {
            context.Response.Headers[StatusHeader] = InvalidArgument;
            context.Response.Headers[MessageHeader] = "The message is not valid protobuf.";
        }
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        MarkRead(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        MarkRead(context);
        return continuation(request, responseStream, context);
    }

    private static void MarkRead(ServerCallContext context) => context.GetHttpContext().Features.Set(ReadMarker.Instance);

    private sealed class ReadMarker
    {
        public static readonly ReadMarker Instance = new();
    }
}
