using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>What a neighbour's refusal says.</summary>
internal static class RpcExceptionExtensions
{
    public static string? FieldOf(this RpcException exception) => exception.Trailers.GetValue(RpcErrors.FieldTrailer);

    public static string? ReasonOf(this RpcException exception) => exception.Trailers.GetValue(RpcErrors.ReasonTrailer);

    /// <summary>Nobody answered, or not in time: the same request may succeed later.</summary>
    public static bool IsDown(this RpcException exception) => exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;
}
