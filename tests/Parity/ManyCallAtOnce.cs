using AstronomyShop.Tests.Parity.Probes;

namespace AstronomyShop.Tests.Parity;

/// <summary>Keeps the ten thousand from starving the calls of other tests, whose deadlines are short.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Promise 9: ten thousand calls at once from many threads give ten thousand right answers.</summary>
[Collection(nameof(Alone))]
public sealed class ManyCallAtOnce(Deployments deployments) : Calls(deployments)
{
    private const int Many = 10_000;

    [Theory, ClassData(typeof(EveryShape))]
    public async Task Each_gets_its_own_answer(Shape shape)
    {
        var caller = await CallerIn(shape);
        var deadline = DateTime.UtcNow.AddMinutes(2);

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => Task.Run(
            async () =>
            {
                var report = await caller.ToProbe.DoAsync(
                    new Script { Words = { $"{number}" }, Yield = number % 2 == 0 }, deadline: deadline, cancellationToken: Test);
                return report.Words.Single();
            },
            Test)));

        answers.Should().Equal(Enumerable.Range(0, Many).Select(number => $"{number}"));
    }
}
