using System.Buffers.Binary;
using System.Text;
using AstronomyShop.Contracts.Flagd.Evaluation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Flags;

/// <summary>flagd's evaluation for browsers: the Connect protocol with JSON, one call per POST, and the events as a stream of envelopes.</summary>
internal sealed class ConnectApi(EvaluationApi api, FlagEvents events)
{
    private const byte Message = 0;
    private const byte EndOfStream = 2;

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var path = $"/{Service.Descriptor.FullName}";
        routes.MapPost($"{path}/EventStream", (HttpContext call, ConnectApi connect) => connect.Stream(call));
        foreach (var method in Service.Descriptor.Methods.Where(method => !method.IsServerStreaming))
        {
            routes.MapPost($"{path}/{method.Name}", (HttpContext call, ConnectApi connect) => connect.Answer(method, call));
        }
    }

    private async Task Answer(MethodDescriptor method, HttpContext call)
    {
        try
        {
            var request = await Read(method, call);
            call.Response.ContentType = "application/json";
            await call.Response.WriteAsync(Formatter.Format(await Dispatch(request)), call.RequestAborted);
        }
        catch (RpcException refused)
        {
            call.Response.StatusCode = HttpStatusOf(refused.StatusCode);
            var code = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(refused.StatusCode.ToString());
            await call.Response.WriteAsJsonAsync(new { code, message = refused.Status.Detail }, call.RequestAborted);
        }
    }

    private async Task Stream(HttpContext call)
    {
        call.Response.ContentType = "application/connect+json";
        try
        {
            await foreach (var happened in events.Follow(call.RequestAborted))
            {
                await Write(call, Message, Formatter.Format(happened));
            }

            await Write(call, EndOfStream, "{}");
        }
        catch (OperationCanceledException) when (call.RequestAborted.IsCancellationRequested)
        {
            // The browser left.
        }
    }

    private async Task<IMessage> Dispatch(IMessage request) => request switch
    {
        ResolveBooleanRequest one => await api.ResolveBoolean(one, null),
        ResolveStringRequest one => await api.ResolveString(one, null),
        ResolveFloatRequest one => await api.ResolveFloat(one, null),
        ResolveIntRequest one => await api.ResolveInt(one, null),
        ResolveObjectRequest one => await api.ResolveObject(one, null),
        ResolveAllRequest all => await api.ResolveAll(all, null),
        _ => throw new RpcException(new Status(StatusCode.Unimplemented, request.Descriptor.FullName)),
    };

    private static async Task<IMessage> Read(MethodDescriptor method, HttpContext call)
    {
        using var reader = new StreamReader(call.Request.Body);
        var body = await reader.ReadToEndAsync(call.RequestAborted);
        try
        {
            return Parser.Parse(body.Length == 0 ? "{}" : body, method.InputType);
        }
        catch (IOException unreadable)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, unreadable.Message));
        }
    }

    private static async Task Write(HttpContext call, byte kind, string json)
    {
        var content = Encoding.UTF8.GetBytes(json);
        var envelope = new byte[5 + content.Length];
        envelope[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(envelope.AsSpan(1), content.Length);
        content.CopyTo(envelope, 5);
        await call.Response.Body.WriteAsync(envelope, call.RequestAborted);
        await call.Response.Body.FlushAsync(call.RequestAborted);
    }

    private static int HttpStatusOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status500InternalServerError,
    };
}
