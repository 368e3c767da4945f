using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>What the tests of all promises share.</summary>
public abstract class Calls(Deployments deployments)
{
    protected static CancellationToken Test => TestContext.Current.CancellationToken;

    /// <summary>A time no healthy call needs, so that a test that hangs ends.</summary>
    protected static DateTime Patience => DateTime.UtcNow.AddSeconds(30);

    protected async Task<CallerModule> CallerIn(Shape shape) => (await deployments.In(shape)).Caller;

    protected static async Task<RpcException> FailureOf(AsyncUnaryCall<Report> call) =>
        (await call.Awaiting(one => one.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;

    protected static string NewId() => Guid.NewGuid().ToString();
}
