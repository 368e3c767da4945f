using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Parity.Probes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// A separate process for the probe modules. It writes its gRPC address to standard output and exits when its standard input is closed.
var builder = WebApplication.CreateSlimBuilder(args);
builder.AddShop([new ProbeModule(), new RelayModule(), new AbsentModule()]);
var app = builder.Build();
app.MapShop();
await app.StartAsync();
await Console.Out.WriteLineAsync(app.Services.GetRequiredService<ShopEndpoints>().Grpc.ToString());
while (await Console.In.ReadLineAsync() is not null)
{
}

await app.StopAsync();
