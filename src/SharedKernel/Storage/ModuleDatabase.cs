using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>A database that a module has.</summary>
/// <param name="Context">The context that the module works with.</param>
/// <param name="Names">What it is called.</param>
internal sealed record ModuleDatabase(Type Context, DatabaseNames Names)
{
    /// <summary>A context outside of the module, as its own ones are made but for where the data is.</summary>
    public DbContext Open(Action<DbContextOptionsBuilder> use)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Context))!;
        use(options);
        return (DbContext)Activator.CreateInstance(Context, options.Options)!;
    }
}
