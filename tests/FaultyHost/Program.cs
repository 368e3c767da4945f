using AstronomyShop.Host;
using AstronomyShop.Tests.FaultyHost;
using Microsoft.Extensions.DependencyInjection;

using var migrations = MigrationFaults.Start();
return await ShopProgram.RunAsync(
    args,
    [.. Shop.Modules.Select(module => new FaultyModule(module))],
    builder => builder.Services.AddHostedService<ShutdownFault>());
