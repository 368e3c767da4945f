using AstronomyShop.Contracts.Flagd.EvaluationV2;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>
/// flagd's evaluation service over gRPC, version 2: a flag for which the caller's default applies returns no value instead of an error.
/// </summary>
internal sealed class EvaluationV2GrpcService(FlagEvaluator flags, FlagEvents events) : Service.ServiceBase
{
    public override Task<ResolveBooleanResponse> ResolveBoolean(ResolveBooleanRequest request, ServerCallContext context) =>
        flags.TryResolve<bool>(request.FlagKey, request.Context, FlagValues.AsBoolean, out var found, out var reason)
            ? Task.FromResult(new ResolveBooleanResponse { Value = found.Value, Reason = reason, Variant = found.Variant, Metadata = found.Metadata })
            : Task.FromResult(new ResolveBooleanResponse { Reason = reason });

    public override Task<ResolveStringResponse> ResolveString(ResolveStringRequest request, ServerCallContext context) =>
        flags.TryResolve<string>(request.FlagKey, request.Context, FlagValues.AsString, out var found, out var reason)
            ? Task.FromResult(new ResolveStringResponse { Value = found.Value, Reason = reason, Variant = found.Variant, Metadata = found.Metadata })
            : Task.FromResult(new ResolveStringResponse { Reason = reason });

    public override Task<ResolveFloatResponse> ResolveFloat(ResolveFloatRequest request, ServerCallContext context) =>
        flags.TryResolve<double>(request.FlagKey, request.Context, FlagValues.AsDouble, out var found, out var reason)
            ? Task.FromResult(new ResolveFloatResponse { Value = found.Value, Reason = reason, Variant = found.Variant, Metadata = found.Metadata })
            : Task.FromResult(new ResolveFloatResponse { Reason = reason });

    public override Task<ResolveIntResponse> ResolveInt(ResolveIntRequest request, ServerCallContext context) =>
        flags.TryResolve<long>(request.FlagKey, request.Context, FlagValues.AsInt64, out var found, out var reason)
            ? Task.FromResult(new ResolveIntResponse { Value = found.Value, Reason = reason, Variant = found.Variant, Metadata = found.Metadata })
            : Task.FromResult(new ResolveIntResponse { Reason = reason });

    public override Task<ResolveObjectResponse> ResolveObject(ResolveObjectRequest request, ServerCallContext context) =>
        flags.TryResolve<Struct>(request.FlagKey, request.Context, EvaluationGrpcService.AsStruct, out var found, out var reason)
            ? Task.FromResult(new ResolveObjectResponse { Value = found.Value, Reason = reason, Variant = found.Variant, Metadata = found.Metadata })
            : Task.FromResult(new ResolveObjectResponse { Reason = reason });

    public override async Task EventStream(
        EventStreamRequest request, IServerStreamWriter<EventStreamResponse> responseStream, ServerCallContext context)
    {
        await foreach (var response in events.ReadEventsAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new EventStreamResponse { Type = response.Type, Data = response.Data }, context.CancellationToken);
        }
    }
}
