using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>What a neighbour's refusal says.</summary>
internal static class Refusals
{
    public static string? FieldOf(this RpcException refusal) => refusal.Trailers.GetValue(Refusal.FieldTrailer);

    public static string? ReasonOf(this RpcException refusal) => refusal.Trailers.GetValue(Refusal.ReasonTrailer);

    /// <summary>Nobody answered, or not in time: the same request may succeed later.</summary>
    public static bool IsDown(this RpcException failure) => failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;
}
