using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Migrations;

/// <summary>A context with a table that has no migration.</summary>
internal sealed class UnmigratedDbContext(DbContextOptions<UnmigratedDbContext> options) : DbContext(options)
{
    public DbSet<Thing> Things => Set<Thing>();

    internal sealed record Thing(int Id);
}
