using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>Evaluates flags for remote clients and reports errors with flagd's codes.</summary>
internal sealed class FlagEvaluator(FlagStore store, TimeProvider clock)
{
    public FlagDocument Document => store.Current ?? throw new InvalidOperationException("No flag document has been published");

    public FlagResolution Evaluate(FlagDocument document, string key, EvaluationContext context)
    {
        var resolution = document.Evaluate(key, context, clock);

        // A remote call has no default of the caller: a flag without a variant is treated as not found.
        return resolution is { Variant: null, Error: ErrorType.None, Reason: not Reason.Disabled }
            ? new FlagResolution(null, Reason.Error, ErrorType.FlagNotFound, "the flag has no default variant")
            : resolution;
    }

    /// <exception cref="RpcException">The flag has no value of the requested type.</exception>
    public ResolvedFlag<T> Resolve<T>(string key, Struct? context, FlagValue<T> read)
    {
        var document = Document;
        var resolution = Evaluate(document, key, ContextFrom(context));
        if (resolution.Variant is not { } variant)
        {
            throw new RpcException(new Status(CodeOf(resolution), resolution.Message ?? "the flag is disabled"));
        }

        return read(variant, out var value)
            ? new ResolvedFlag<T>(value, resolution.Reason, variant.Name, MetadataOf(document, document.Flags[key]))
            : throw new RpcException(new Status(StatusCode.InvalidArgument, "the flag has another type"));
    }

    /// <summary>False when the caller's default applies: the flag is disabled, or has no default variant.</summary>
    /// <exception cref="RpcException">The flag has no value of the requested type.</exception>
    public bool TryResolve<T>(string key, Struct? context, FlagValue<T> read, [NotNullWhen(true)] out ResolvedFlag<T>? found, out string reason)
    {
        var choice = Document.Evaluate(key, ContextFrom(context), clock);
        found = choice is { Variant: null, Error: ErrorType.None } ? null : Resolve(key, context, read);
        reason = found?.Reason ?? choice.Reason;
        return found is not null;
    }

    /// <exception cref="RpcException">A value of the context is none of the kinds that JSON has, or the context is nested too deeply.</exception>
    public static EvaluationContext ContextFrom(Struct? context)
    {
        try
        {
            return context is null ? EvaluationContext.Empty : EvaluationContext.From(JsonDocument.Parse(context.ToString()).RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the context is not valid JSON"));
        }
    }

    public static Struct MetadataOf(FlagDocument document, Flag? flag)
    {
        var metadata = new Struct();
        foreach (var member in Members(document.Metadata).Concat(flag?.Json.TryGetProperty("metadata", out var own) == true ? Members(own) : default))
        {
            metadata.Fields[member.Name] = Value.Parser.ParseJson(member.Value.GetRawText());
        }

        return metadata;
    }

    private static StatusCode CodeOf(FlagResolution resolution) => resolution.Error switch
    {
        ErrorType.None or ErrorType.FlagNotFound => StatusCode.NotFound,
        ErrorType.ParseError => StatusCode.DataLoss,
        ErrorType.TypeMismatch => StatusCode.InvalidArgument,
        _ => StatusCode.Unknown,
    };

    private static JsonElement.ObjectEnumerator Members(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : default;
}

/// <summary>A resolved value in the form of flagd's protocol.</summary>
internal sealed record ResolvedFlag<T>(T Value, string Reason, string Variant, Struct Metadata);
