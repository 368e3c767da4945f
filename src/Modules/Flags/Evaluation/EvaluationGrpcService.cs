using System.Text.Json;
using AstronomyShop.Contracts.Flagd.Evaluation;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>flagd's evaluation service over gRPC.</summary>
internal sealed class EvaluationGrpcService(FlagEvaluator flags, FlagEvents events) : Service.ServiceBase
{
    public override Task<ResolveBooleanResponse> ResolveBoolean(ResolveBooleanRequest request, ServerCallContext? context)
    {
        var found = flags.Resolve<bool>(request.FlagKey, request.Context, FlagValues.AsBoolean);
        return Task.FromResult(new ResolveBooleanResponse { Value = found.Value, Reason = found.Reason, Variant = found.Variant, Metadata = found.Metadata });
    }

    public override Task<ResolveStringResponse> ResolveString(ResolveStringRequest request, ServerCallContext? context)
    {
        var found = flags.Resolve<string>(request.FlagKey, request.Context, FlagValues.AsString);
        return Task.FromResult(new ResolveStringResponse { Value = found.Value, Reason = found.Reason, Variant = found.Variant, Metadata = found.Metadata });
    }

    public override Task<ResolveFloatResponse> ResolveFloat(ResolveFloatRequest request, ServerCallContext? context)
    {
        var found = flags.Resolve<double>(request.FlagKey, request.Context, FlagValues.AsDouble);
        return Task.FromResult(new ResolveFloatResponse { Value = found.Value, Reason = found.Reason, Variant = found.Variant, Metadata = found.Metadata });
    }

    public override Task<ResolveIntResponse> ResolveInt(ResolveIntRequest request, ServerCallContext? context)
    {
        var found = flags.Resolve<long>(request.FlagKey, request.Context, FlagValues.AsInt64);
        return Task.FromResult(new ResolveIntResponse { Value = found.Value, Reason = found.Reason, Variant = found.Variant, Metadata = found.Metadata });
    }

    public override Task<ResolveObjectResponse> ResolveObject(ResolveObjectRequest request, ServerCallContext? context)
    {
        var found = flags.Resolve<Struct>(request.FlagKey, request.Context, AsStruct);
        return Task.FromResult(new ResolveObjectResponse { Value = found.Value, Reason = found.Reason, Variant = found.Variant, Metadata = found.Metadata });
    }

    public override Task<ResolveAllResponse> ResolveAll(ResolveAllRequest request, ServerCallContext? context)
    {
        var (document, around) = (flags.Document, FlagEvaluator.ContextFrom(request.Context));
        var all = new ResolveAllResponse { Metadata = FlagEvaluator.MetadataOf(document, null) };
        foreach (var flag in document.Flags.Values)
        {
            if (flags.Evaluate(document, flag.Key, around) is { Variant: { } variant } resolution && Any(variant) is { } any)
            {
                (any.Reason, any.Variant, any.Metadata) = (resolution.Reason, variant.Name, FlagEvaluator.MetadataOf(document, flag));
                all.Flags[flag.Key] = any;
            }
        }

        return Task.FromResult(all);
    }

    public override async Task EventStream(
        EventStreamRequest request, IServerStreamWriter<EventStreamResponse> responseStream, ServerCallContext context)
    {
        await foreach (var response in events.ReadEventsAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    internal static bool AsStruct(FlagVariant variant, out Struct value)
    {
        var isObject = variant.Json.ValueKind == JsonValueKind.Object;
        value = isObject ? Struct.Parser.ParseJson(variant.Json.GetRawText()) : new Struct();
        return isObject;
    }

    private static AnyFlag? Any(FlagVariant variant) => variant.Json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new AnyFlag { BoolValue = variant.Json.GetBoolean() },
        JsonValueKind.String => new AnyFlag { StringValue = variant.Json.GetString() },
        JsonValueKind.Number => new AnyFlag { DoubleValue = variant.Json.GetDouble() },
        _ => AsStruct(variant, out var value) ? new AnyFlag { ObjectValue = value } : null,
    };
}
