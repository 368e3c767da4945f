using AstronomyShop.Tests.Parity.Probes;

namespace AstronomyShop.Tests.Parity;

/// <summary>Keeps the ten thousand from starving the calls of other tests, whose deadlines are short.</summary>
[CollectionDefinition(nameof(SequentialCollection), DisableParallelization = true)]
public sealed class SequentialCollection;

/// <summary>Promise 9: ten thousand calls at once from many threads give ten thousand right answers.</summary>
[Collection(nameof(SequentialCollection))]
public sealed class ConcurrentCallTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    private const int Many = 10_000;

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Each_concurrent_call_gets_its_own_response(DeploymentKind shape)
    {
        var caller = await CallerInAsync(shape);
        var deadline = DateTime.UtcNow.AddMinutes(2);

        var responses = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => Task.Run(
            async () =>
            {
                var report = await caller.ToProbe.DoAsync(
                    new Script { Words = { $"{number}" }, Yield = number % 2 == 0 }, deadline: deadline, cancellationToken: TestCancellation);
                return report.Words.Single();
            },
            TestCancellation)));

        responses.Should().Equal(Enumerable.Range(0, Many).Select(number => $"{number}"));
    }
}
