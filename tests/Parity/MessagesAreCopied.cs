using AstronomyShop.Tests.Parity.Probes;

namespace AstronomyShop.Tests.Parity;

/// <summary>Promise 1: neither side can see the other's later changes.</summary>
public sealed class MessagesAreCopied(Deployments deployments) : Calls(deployments)
{
    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_caller_may_change_its_request_after_the_call(Shape shape)
    {
        var caller = await CallerIn(shape);
        var request = new Script { Id = NewId(), Words = { "telescope" } };
        await caller.ToProbe.DoAsync(request, deadline: Patience, cancellationToken: Test);

        request.Words[0] = "binoculars";

        var held = await caller.ToProbe.RecallAsync(new CallId { Id = request.Id }, deadline: Patience, cancellationToken: Test);
        held.Words.Should().Equal("telescope");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task A_caller_may_change_its_answer(Shape shape)
    {
        var caller = await CallerIn(shape);
        var id = NewId();
        await caller.ToProbe.DoAsync(new Script { Id = id, Words = { "telescope" } }, deadline: Patience, cancellationToken: Test);
        var mine = await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Patience, cancellationToken: Test);

        mine.Words.Clear();

        var held = await caller.ToProbe.RecallAsync(new CallId { Id = id }, deadline: Patience, cancellationToken: Test);
        held.Words.Should().Equal("telescope");
    }

    [Theory, ClassData(typeof(EveryShape))]
    public async Task An_answer_that_came_late_is_a_copy_too(Shape shape)
    {
        var caller = await CallerIn(shape);
        var request = new Script { Id = NewId(), Words = { "telescope" }, Yield = true };
        var call = caller.ToProbe.DoAsync(request, deadline: Patience, cancellationToken: Test);

        request.Words[0] = "binoculars";

        (await call).Words.Should().Equal("telescope");
    }
}
