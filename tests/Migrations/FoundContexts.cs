using System.Reflection;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Migrations;

/// <summary>The database contexts of all modules, found in the module assemblies in the directory of this test.</summary>
internal static class FoundContexts
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "AstronomyShop.Modules.*.dll")
            .Select(Assembly.LoadFrom)
            .SelectMany(module => module.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(DbContext)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Creates a context of this type as the shop does.</summary>
    public static DbContext Open(Type context, StorageSettings storage, string name = "trial")
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        storage.Configure(options, name);
        return (DbContext)Activator.CreateInstance(context, options.Options)!;
    }
}
