using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>The consumer side of the flag <c>kafkaQueueProblems</c>: processing one order takes a second.</summary>
internal sealed class SlowConsumerFilter(IFeatureClient flags, TimeProvider clock) : ICallFilter
{
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(1);

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (request is OrderPlaced && await flags.GetIntegerValueAsync("kafkaQueueProblems", 0, EvaluationContext.Empty) > 0)
        {
            await Task.Delay(Slowness, clock, cancellationToken);
        }
    }
}
