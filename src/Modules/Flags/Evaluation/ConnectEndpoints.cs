using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.SharedKernel.Primitives;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>
/// flagd's evaluation for browsers: the Connect protocol with JSON, one call per POST, and the events as a stream of envelopes.
/// </summary>
internal sealed class ConnectEndpoints(EvaluationGrpcService api, FlagEvents events)
{
    private const byte Message = 0;
    private const byte EndOfStream = 2;

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static void MapConnectEndpoints(IEndpointRouteBuilder routes)
    {
        var path = $"/{Service.Descriptor.FullName}";
        routes.MapPost($"{path}/EventStream", (HttpContext context, ConnectEndpoints connect) => connect.StreamAsync(context));
        foreach (var method in Service.Descriptor.Methods.Where(method => !method.IsServerStreaming))
        {
            routes.MapPost($"{path}/{method.Name}", (HttpContext context, ConnectEndpoints connect) => connect.HandleAsync(method, context));
        }
    }

    private async Task HandleAsync(MethodDescriptor method, HttpContext context)
    {
        try
        {
            var request = await ReadAsync(method, context);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Formatter.Format(await DispatchAsync(request)), context.RequestAborted);
        }
        catch (RpcException exception)
        {
            context.Response.StatusCode = HttpStatusOf(exception.StatusCode);
            var code = JsonNamingPolicy.SnakeCaseLower.ConvertName(exception.StatusCode.ToString());
            await context.Response.WriteAsJsonAsync(new { code, message = exception.Status.Detail }, context.RequestAborted);
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "application/connect+json";
        try
        {
            await foreach (var response in events.ReadEventsAsync(context.RequestAborted))
            {
                await WriteAsync(context, Message, Formatter.Format(response));
            }

            await WriteAsync(context, EndOfStream, "{}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser disconnected.
        }
    }

    private async Task<IMessage> DispatchAsync(IMessage request) => request switch
    {
        ResolveBooleanRequest one => await api.ResolveBoolean(one, null),
        ResolveStringRequest one => await api.ResolveString(one, null),
        ResolveFloatRequest one => await api.ResolveFloat(one, null),
        ResolveIntRequest one => await api.ResolveInt(one, null),
        ResolveObjectRequest one => await api.ResolveObject(one, null),
        ResolveAllRequest all => await api.ResolveAll(all, null),
        _ => throw new RpcException(new Status(StatusCode.Unimplemented, request.Descriptor.FullName)),
    };

    private static async Task<IMessage> ReadAsync(MethodDescriptor method, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            return Parser.Parse(body.Length == 0 ? "{}" : StrictJson.Parse(body.ToArray()).GetRawText(), method.InputType);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
    }

    private static async Task WriteAsync(HttpContext context, byte kind, string json)
    {
        var content = Encoding.UTF8.GetBytes(json);
        var envelope = new byte[5 + content.Length];
        envelope[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(envelope.AsSpan(1), content.Length);
        content.CopyTo(envelope, 5);
        await context.Response.Body.WriteAsync(envelope, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static int HttpStatusOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status500InternalServerError,
    };
}
