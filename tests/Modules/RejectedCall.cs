using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules;

/// <summary>Awaits calls that must be rejected, and checks the status code and the trailers.</summary>
internal static class RejectedCall
{
    public static async Task<RpcException> NamingAsync<T>(AsyncUnaryCall<T> call, string field)
    {
        var refusal = await WithAsync(call, StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be(field);
        return refusal;
    }

    public static async Task<RpcException> BecauseAsync<T>(AsyncUnaryCall<T> call, string reason)
    {
        var refusal = await WithAsync(call, StatusCode.FailedPrecondition);
        refusal.Trailers.GetValue(RpcErrors.ReasonTrailer).Should().Be(reason);
        return refusal;
    }

    public static async Task<RpcException> WithAsync<T>(AsyncUnaryCall<T> call, StatusCode status)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        refusal.StatusCode.Should().Be(status, refusal.Status.Detail);
        return refusal;
    }
}
