using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Aspire.AppHost;

/// <summary>
/// Adds processes of the shop's program. They are executables and no projects: Aspire starts a project with <c>dotnet run</c>, which for nineteen
/// modules would be thirty-eight processes.
/// </summary>
internal static class ShopExecutable
{
    public const string Http = "http";
    public const string Grpc = "grpc";
    public const string Management = "management";

    private static readonly string Program = typeof(Host.Shop).Assembly.Location;

    /// <summary>Adds a process with its three ports, its health check and its telemetry.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port of the pages; null for any.</param>
    public static IResourceBuilder<ExecutableResource> AddShopExecutable(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var shop = builder.AddExecutable(name, "dotnet", builder.AppHostDirectory, Program)
            .WithHttpEndpoint(port, name: Http)
            .WithHttpEndpoint(name: Grpc)
            .WithHttpEndpoint(name: Management)
            .WithHttpHealthCheck("/health/ready", endpointName: Management)
            .WithOtlpExporter()
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("Shop__DataDirectory", builder.Configuration["DataDirectory"] ?? Path.Combine(builder.AppHostDirectory, "data"));
        return shop
            .WithEnvironment("Shop__Ports__Web", ListenAddress(shop, Http))
            .WithEnvironment("Shop__Ports__Grpc", ListenAddress(shop, Grpc))
            .WithEnvironment("Shop__Ports__Management", ListenAddress(shop, Management));
    }

    /// <summary>Adds a process that runs a command of the program and ends.</summary>
    public static IResourceBuilder<ExecutableResource> AddShopCommand(this IDistributedApplicationBuilder builder, string command) =>
        builder.AddExecutable(command, "dotnet", builder.AppHostDirectory, Program, command);

    /// <summary>Tells a process where a module is.</summary>
    public static IResourceBuilder<ExecutableResource> WithModule(
        this IResourceBuilder<ExecutableResource> caller, ModuleDescriptor module, IResourceBuilder<ExecutableResource> at) => caller
        .WithEnvironment($"Modules__{module.Name}__Address", at.GetEndpoint(module.Serves.Count > 0 || module.Consumes.Count > 0 ? Grpc : Http))
        .WithEnvironment($"Modules__{module.Name}__WebAddress", at.GetEndpoint(Http));

    // Aspire listens at the port of the endpoint and forwards to the target port, at which the process listens.
    private static ReferenceExpression ListenAddress(IResourceBuilder<ExecutableResource> shop, string endpoint) =>
        ReferenceExpression.Create($"127.0.0.1:{shop.GetEndpoint(endpoint).Property(EndpointProperty.TargetPort)}");
}
