using System.Collections.Concurrent;
using AstronomyShop.Tests.Parity;

[assembly: AssemblyFixture(typeof(Deployments))]

namespace AstronomyShop.Tests.Parity;

/// <summary>Each shape, started when a test first asks for it and shared by all tests.</summary>
public sealed class Deployments : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Shape, Lazy<Task<Deployment>>> started = new();

    // Ten thousand callers at once are more than a shop has room for.
    private static readonly (string Key, string Value) EnoughRoom = ("Shop:Calls:Waiting", "10000");

    public Task<Deployment> In(Shape shape) => started.GetOrAdd(shape, one => new Lazy<Task<Deployment>>(() => Deployment.Start(one, EnoughRoom))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var deployment in started.Values)
        {
            await (await deployment.Value).DisposeAsync();
        }
    }
}

/// <summary>Every shape: one body of a test runs over all of them.</summary>
public sealed class EveryShape : TheoryData<Shape>
{
    public EveryShape() => AddRange(Enum.GetValues<Shape>());
}
