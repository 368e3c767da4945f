namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>The same shop twice: in one process and in two.</summary>
public sealed class BothDeploymentsFixture : IAsyncLifetime
{
    public EdgeShop SingleProcess { get; private set; } = null!;

    public EdgeShop Split { get; private set; } = null!;

    public HttpClient Web(bool isApart) => (isApart ? Split : SingleProcess).Web;

    public async ValueTask InitializeAsync()
    {
        SingleProcess = await EdgeShop.OpenAsync(isApart: false);
        Split = await EdgeShop.OpenAsync(isApart: true);
    }

    public async ValueTask DisposeAsync()
    {
        await (SingleProcess?.DisposeAsync() ?? default);
        await (Split?.DisposeAsync() ?? default);
    }
}
