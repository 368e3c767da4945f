using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>The database of a module.</summary>
/// <param name="Context">The type of the module's context.</param>
/// <param name="Names">The names of the database.</param>
internal sealed record ModuleDatabase(Type Context, DatabaseNames Names)
{
    /// <summary>Creates a context outside the module, with another data location.</summary>
    public DbContext Open(Action<DbContextOptionsBuilder> use)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Context))!;
        use(options);
        return (DbContext)Activator.CreateInstance(Context, options.Options)!;
    }
}
