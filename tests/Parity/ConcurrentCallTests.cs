using AstronomyShop.Tests.Parity.Probes;

namespace AstronomyShop.Tests.Parity;

/// <summary>Runs the ten thousand calls alone, so that they do not delay the calls of other tests, which have short deadlines.</summary>
[CollectionDefinition(nameof(SequentialCollection), DisableParallelization = true)]
public sealed class SequentialCollection;

/// <summary>Promise 9: ten thousand concurrent calls from many threads get ten thousand correct responses.</summary>
[Collection(nameof(SequentialCollection))]
public sealed class ConcurrentCallTests(DeploymentsFixture deployments) : ModuleCallContract(deployments)
{
    private const int Many = 10_000;

    [Theory, ClassData(typeof(DeploymentKinds))]
    public async Task Each_concurrent_call_gets_the_response_to_its_request(DeploymentKind shape)
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
