using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Aspire.AppHost;

/// <summary>PostgreSQL, Redis and RabbitMQ in containers. Without them the shop uses what it embeds.</summary>
/// <param name="Postgres">The database.</param>
/// <param name="Redis">The store of the carts.</param>
/// <param name="RabbitMq">The broker of the events.</param>
internal sealed record Servers(
    IResourceBuilder<PostgresDatabaseResource> Postgres, IResourceBuilder<RedisResource> Redis, IResourceBuilder<RabbitMQServerResource> RabbitMq)
{
    private static readonly TimeSpan DockerTime = TimeSpan.FromSeconds(5);

    /// <summary>Adds the servers if the setting <c>Servers</c> says so, by default where Docker runs.</summary>
    /// <returns>Null without servers.</returns>
    public static Servers? AddTo(IDistributedApplicationBuilder builder) => builder.Configuration.GetValue<bool?>("Servers") ?? IsDockerRunning()
        ? new Servers(
            builder.AddPostgres("postgres").WithDataVolume().AddDatabase("shop"),
            builder.AddRedis("redis").WithDataVolume(),
            builder.AddRabbitMQ("rabbitmq").WithDataVolume())
        : null;

    public void ConnectTo(IResourceBuilder<ExecutableResource> shop) => shop
        .WithEnvironment("ConnectionStrings__Postgres", Postgres)
        .WithEnvironment("ConnectionStrings__Valkey", Redis)
        .WithEnvironment("ConnectionStrings__RabbitMq", RabbitMq)
        .WaitFor(Postgres)
        .WaitFor(Redis)
        .WaitFor(RabbitMq);

    private static bool IsDockerRunning()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", "info") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (!docker.WaitForExit(DockerTime))
            {
                docker.Kill();
                return false;
            }

            return docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no Docker.
            return false;
        }
    }
}
