using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules;

/// <summary>Awaits calls that must be refused, and checks how.</summary>
internal static class Refused
{
    public static async Task<RpcException> Naming<T>(AsyncUnaryCall<T> call, string field)
    {
        var refusal = await With(call, StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be(field);
        return refusal;
    }

    public static async Task<RpcException> Because<T>(AsyncUnaryCall<T> call, string reason)
    {
        var refusal = await With(call, StatusCode.FailedPrecondition);
        refusal.Trailers.GetValue(RpcErrors.ReasonTrailer).Should().Be(reason);
        return refusal;
    }

    public static async Task<RpcException> With<T>(AsyncUnaryCall<T> call, StatusCode status)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        refusal.StatusCode.Should().Be(status, refusal.Status.Detail);
        return refusal;
    }
}
