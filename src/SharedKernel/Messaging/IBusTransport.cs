using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The connection of the bus to a broker.</summary>
public interface IBusTransport
{
    /// <summary>Selects the transport.</summary>
    /// <param name="bus">The registration of the bus.</param>
    /// <param name="serialize">Configures the serialization, which all transports have in common.</param>
    void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator, IBusRegistrationContext> serialize);

    /// <summary>Configures the queue of a receive endpoint.</summary>
    void Configure(IReceiveEndpointConfigurator endpoint);
}
