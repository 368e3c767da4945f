using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A cart store under test: the settings of its shop, access to the stored data, and control over time.</summary>
public abstract class CartStoreFixture : IAsyncDisposable
{
    /// <summary>The shortest time that a test of this store can tell from none.</summary>
    public abstract TimeSpan Moment { get; }

    /// <summary>A cart that keeps its lines here.</summary>
    public abstract Task<ShopUnderTest> StartAsync(string? dataDirectory = null);

    public abstract Task AdvanceTimeAsync(TimeSpan time);

    /// <summary>Deletes expired data.</summary>
    public abstract Task CleanUpAsync();

    /// <summary>The number of stored lines, expired or not.</summary>
    public abstract Task<int> CountLinesAsync();

    /// <summary>The orders that are known to have taken their lines.</summary>
    public abstract Task<int> CountRemovalsAsync();

    public abstract ValueTask DisposeAsync();
}
