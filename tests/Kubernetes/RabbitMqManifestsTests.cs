using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The split overlay with RabbitMQ in place of Kafka.</summary>
public sealed class RabbitMqOverlayFixture : RunningOverlayFixture
{
    protected override string[] Components => ["rabbitmq"];

    protected override Part[] MoreParts => [Part.RabbitMq];

    protected override async Task<(IAsyncDisposable Broker, (string Secret, string Address) Events)> StartBrokerAsync()
    {
        var rabbitMq = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        return (rabbitMq, ("connections/rabbitmq", rabbitMq.ConnectionString));
    }
}

/// <summary>A purchase goes through all pods, and its event through a real RabbitMQ.</summary>
[Requires(Part.Kubectl, Part.PostgreSql, Part.Redis, Part.RabbitMq)]
[Collection(nameof(PodPurchaseContract))]
public sealed class RabbitMqManifestsTests(RabbitMqOverlayFixture cluster) : PodPurchaseContract(cluster), IClassFixture<RabbitMqOverlayFixture>;
