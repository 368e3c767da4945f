using AstronomyShop.Tests.Parity.Probes;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 1: neither side sees changes that the other side makes to a message later.</summary>
public sealed class MessageCopyTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_caller_may_change_its_request_after_the_call(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var request = new Script { Id = NewId(), Words = { "telescope" } };
        await caller.ToProbe.DoAsync(request, deadline: Deadline, cancellationToken: TestCancellation);

        request.Words[0] = "binoculars";

        var held = await caller.ToProbe.RecallAsync(new CallId { Id = request.Id }, deadline: Deadline, cancellationToken: TestCancellation);
        held.Words.Should().Equal("telescope");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_caller_may_change_the_response(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var id = NewId();
        await caller.ToProbe.DoAsync(new Script { Id = id, Words = { "telescope" } }, deadline: Deadline, cancellationToken: TestCancellation);
        var mine = await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Deadline, cancellationToken: TestCancellation);

        mine.Words.Clear();

        var held = await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Deadline, cancellationToken: TestCancellation);
        held.Words.Should().Equal("telescope");
    }

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task A_delayed_response_is_a_copy_too(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var request = new Script { Id = NewId(), Words = { "telescope" }, Yield = true };
        var call = caller.ToProbe.DoAsync(request, deadline: Deadline, cancellationToken: TestCancellation);

        request.Words[0] = "binoculars";

        (await call).Words.Should().Equal("telescope");
    }
}
