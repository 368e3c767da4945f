using System.Diagnostics;
using AstronomyShop.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>
/// An order is scored once, when its event first arrives. The order has been shipped by then: the verdict is for employees to act on.
/// </summary>
internal sealed class OrderPlacedConsumer(VerdictStore verdicts, VerdictCount count, ILogger<OrderPlacedConsumer> logger) : IConsumer<OrderPlaced>
{
    public async Task Consume(ConsumeContext<OrderPlaced> context)
    {
        var order = SuspectOrder.Of(context.Message);
        var verdict = FraudRules.Judge(order);
        Activity.Current?.SetTag(FraudDetectionTelemetry.OrderId, order.OrderId);
        if (await verdicts.TryAddAsync(order.OrderId, verdict, context.CancellationToken))
        {
            count.Add(verdict);
            FraudDetectionLog.Judged(logger, order.OrderId, verdict.Decision, verdict.Score);
        }
        else
        {
            FraudDetectionLog.AlreadyJudged(logger, order.OrderId);
        }
    }
}
