using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Parity.Probes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// A process of its own for what is probed. It says where it serves and ends when its standard input does.
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
