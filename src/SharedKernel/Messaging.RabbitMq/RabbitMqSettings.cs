using AstronomyShop.SharedKernel.Modularity;
using MassTransit;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>The address of the RabbitMQ broker, if one is configured.</summary>
public sealed class RabbitMqSettings
{
    private const string Key = "ConnectionStrings:RabbitMq";

    private readonly ConnectionFactory broker;

    private RabbitMqSettings(ConnectionFactory broker) => this.broker = broker;

    /// <summary>Reads the address; null when there is none.</summary>
    /// <exception cref="SettingException">The address is invalid.</exception>
    public static RabbitMqSettings? Read(IConfiguration configuration)
    {
        if (ServerSetting.Read(configuration, "RabbitMq", Key) is not { } setting)
        {
            return null;
        }

        try
        {
            return new RabbitMqSettings(new ConnectionFactory { Uri = new Uri(setting.Value) });
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            throw setting.ToException("is not the address of a broker; use a value like amqp://user:password@localhost:5672/shop");
        }
    }

    // A connection beside the one of the bus.
    internal Task<IConnection> ConnectAsync(CancellationToken cancellationToken) => broker.CreateConnectionAsync(cancellationToken);

    internal void SetHost(IRabbitMqBusFactoryConfigurator bus) => bus.Host(broker.HostName, (ushort)broker.Port, broker.VirtualHost, host =>
    {
        host.Username(broker.UserName);
        host.Password(broker.Password);
        host.PublisherConfirmation = true;
        if (broker.Ssl.Enabled)
        {
            host.UseSsl(tls => tls.ServerName = broker.HostName);
        }
    });
}
