using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Adds the Kafka broker: to the host the consumers of the topic, to a module the delivery of what it publishes.</summary>
public static class KafkaHosting
{
    /// <summary>Adds the consumers of the topic; without settings there are none.</summary>
    public static void AddShopKafka(this IServiceCollection host, KafkaSettings? settings)
    {
        host.AddSingleton(services => new KafkaConsumerBackgroundService(services.GetRequiredService<RunningShop>(), services.GetRequiredService<RpcSettings>(), settings, services));
        host.AddSingleton<IProcessAuditSource>(services => services.GetRequiredService<KafkaConsumerBackgroundService>());
        host.AddHostedService(services => services.GetRequiredService<KafkaConsumerBackgroundService>());
    }

    /// <summary>Adds the delivery of events through the broker.</summary>
    public static void AddKafkaEventDelivery(this IServiceCollection module, KafkaSettings settings) =>
        module.AddSingleton<IEventDelivery>(own => new KafkaDelivery(settings, own.GetRequiredService<ModuleTelemetry>()));

    /// <summary>Maps the records of the topic that could not be consumed, and an endpoint to replay all of them.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dead-letters", ListAsync);
        routes.MapPost("/dead-letters/replay", async (KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
            TypedResults.Json(new { consumed = await reading.ReplayAsync(cancellationToken), parked = (await reading.ListDeadLettersAsync(cancellationToken)).Count }));
    }

    private static async Task<IResult> ListAsync(KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
        TypedResults.Json((await reading.ListDeadLettersAsync(cancellationToken)).Select(one => new
        {
            consumer = one.Consumer,
            record = one.Record.ToString(),
            reason = one.Record.Reason,
            parkedAt = DateTimeOffset.FromUnixTimeMilliseconds(one.Record.AddedAt),
        }));
}
