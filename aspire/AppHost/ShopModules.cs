namespace AstronomyShop.Aspire.AppHost;

/// <summary>Every module as a resource with the name of its service.</summary>
internal static class ShopModules
{
    private const int Port = 8080;

    public static void AddTo(IDistributedApplicationBuilder builder, Servers? servers)
    {
        var modules = Host.Shop.Modules.Select(module => module.Descriptor)
            .Select(module => (Module: module, Resource: builder.AddShopExecutable(module.ServiceName, module.IsPublic ? Port : null).WithEnvironment("Shop__Run", module.Name)))
            .ToList();
        foreach (var (_, resource) in modules)
        {
            foreach (var (other, at) in modules.Where(other => other.Resource != resource))
            {
                resource.WithModule(other, at);
            }
        }

        if (servers is null)
        {
            return;
        }

        // Of several processes none may create the tables of the others.
        var migrate = builder.AddShopCommand("migrate");
        servers.ConnectTo(migrate);
        foreach (var (_, resource) in modules)
        {
            servers.ConnectTo(resource);
            resource.WaitForCompletion(migrate);
        }
    }
}
