using AstronomyShop.Aspire.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var servers = Servers.AddTo(builder);
if (builder.Configuration["Modules"] == "Apart")
{
    ShopModules.AddTo(builder, servers);
}
else
{
    WholeShop.AddTo(builder, servers);
}

builder.Build().Run();
