using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Reads details of a module's error status.</summary>
internal static class RpcExceptionExtensions
{
    public static string? FieldOf(this RpcException exception) => exception.Trailers.GetValue(RpcErrors.FieldTrailer);

    public static string? ReasonOf(this RpcException exception) => exception.Trailers.GetValue(RpcErrors.ReasonTrailer);

    /// <summary>True when no response arrived, or not in time: the same request may succeed later.</summary>
    public static bool IsDown(this RpcException exception) => exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;
}
