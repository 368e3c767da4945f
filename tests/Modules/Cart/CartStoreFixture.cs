using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A cart store under test: the settings of its shop, access to the stored data, and control over time.</summary>
public abstract class CartStoreFixture : IAsyncDisposable
{
    /// <summary>The shortest time that a test of this store can distinguish from zero.</summary>
    public abstract TimeSpan Moment { get; }

    /// <summary>Starts a shop with only the cart module, which stores its carts in this store.</summary>
    public abstract Task<ShopUnderTest> StartAsync(string? dataDirectory = null);

    public abstract Task AdvanceTimeAsync(TimeSpan time);

    /// <summary>Deletes expired data.</summary>
    public abstract Task CleanUpAsync();

    /// <summary>The number of stored lines, expired or not.</summary>
    public abstract Task<int> CountLinesAsync();

    /// <summary>The number of orders whose removal of lines is recorded.</summary>
    public abstract Task<int> CountRemovalsAsync();

    public abstract ValueTask DisposeAsync();
}
