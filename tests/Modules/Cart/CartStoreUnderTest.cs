using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A place where carts are kept: what its shop needs to be told, and a way to look behind it and to let its time pass.</summary>
public abstract class CartStoreUnderTest : IAsyncDisposable
{
    /// <summary>The shortest time that a test of this store can tell from none.</summary>
    public abstract TimeSpan Moment { get; }

    /// <summary>A cart that keeps its lines here.</summary>
    public abstract Task<ShopUnderTest> Start(string? dataDirectory = null);

    public abstract Task TimePasses(TimeSpan time);

    /// <summary>Clears away what nobody can see any more.</summary>
    public abstract Task Sweep();

    /// <summary>The lines that are kept, seen or not.</summary>
    public abstract Task<int> KeptLines();

    /// <summary>The orders that are known to have taken their lines.</summary>
    public abstract Task<int> KeptRemovals();

    public abstract ValueTask DisposeAsync();
}
