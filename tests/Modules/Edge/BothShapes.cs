namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>The same shop twice: in one process and in two.</summary>
public sealed class BothShapes : IAsyncLifetime
{
    public Street Together { get; private set; } = null!;

    public Street Apart { get; private set; } = null!;

    public HttpClient Web(bool isApart) => (isApart ? Apart : Together).Web;

    public async ValueTask InitializeAsync()
    {
        Together = await Street.Open(isApart: false);
        Apart = await Street.Open(isApart: true);
    }

    public async ValueTask DisposeAsync()
    {
        await (Together?.DisposeAsync() ?? default);
        await (Apart?.DisposeAsync() ?? default);
    }
}
