using MassTransit;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>The receive endpoint of the module; retries and faults are configured for all endpoints of the shop.</summary>
internal sealed class OrderPlacedConsumerDefinition : ConsumerDefinition<OrderPlacedConsumer>
{
    public OrderPlacedConsumerDefinition() => EndpointName = "fraud-detection";
}
