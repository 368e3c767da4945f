namespace AstronomyShop.Aspire.AppHost;

/// <summary>The whole shop as one resource. Its telemetry has the service names of the modules.</summary>
internal static class WholeShop
{
    public const string Name = "astronomy-shop";

    private const int Port = 8080;

    public static void AddTo(IDistributedApplicationBuilder builder, Servers? servers)
    {
        var shop = builder.AddShopExecutable(Name, Port)
            .WithEnvironment(context => context.EnvironmentVariables.Remove("OTEL_SERVICE_NAME"));
        servers?.ConnectTo(shop);
    }
}
