using AstronomyShop.Tests.Parity.Probes;
using Grpc.Core;

namespace AstronomyShop.Tests.Parity;

/// <summary>The common members of the tests of all promises.</summary>
public abstract class ModuleCallContract(DeploymentsFixture deployments)
{
    protected static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    /// <summary>A deadline longer than any successful call takes, so that a call that hangs ends.</summary>
    protected static DateTime Deadline => DateTime.UtcNow.AddSeconds(30);

    protected async Task<CallerModule> CallerInAsync(DeploymentKind shape) => (await deployments.GetAsync(shape)).Caller;

    protected static async Task<RpcException> FailureOfAsync(AsyncUnaryCall<Report> call) =>
        (await call.Awaiting(one => one.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;

    protected static string NewId() => Guid.NewGuid().ToString();
}
