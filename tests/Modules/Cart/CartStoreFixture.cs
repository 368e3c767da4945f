using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A place where carts are kept: what its shop needs to be told, and a way to look behind it and to let its time pass.</summary>
public abstract class CartStoreFixture : IAsyncDisposable
{
    /// <summary>The shortest time that a test of this store can tell from none.</summary>
    public abstract TimeSpan Moment { get; }

    /// <summary>A cart that keeps its lines here.</summary>
    public abstract Task<ShopUnderTest> StartAsync(string? dataDirectory = null);

    public abstract Task AdvanceTimeAsync(TimeSpan time);

    /// <summary>Clears away what nobody can see any more.</summary>
    public abstract Task CleanUpAsync();

    /// <summary>The lines that are kept, seen or not.</summary>
    public abstract Task<int> CountLinesAsync();

    /// <summary>The orders that are known to have taken their lines.</summary>
    public abstract Task<int> CountRemovalsAsync();

    public abstract ValueTask DisposeAsync();
}
