using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>The database of a module, a service of its container.</summary>
public sealed class ModuleDatabase
{
    internal ModuleDatabase(Type context, DatabaseNames names) => (Context, Names) = (context, names);

    /// <summary>The type of the module's context.</summary>
    public Type Context { get; }

    internal DatabaseNames Names { get; }

    // Creates a context outside the module, with another data location.
    internal DbContext Open(Action<DbContextOptionsBuilder> use)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Context))!;
        use(options);
        return (DbContext)Activator.CreateInstance(Context, options.Options)!;
    }
}
