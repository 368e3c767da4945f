using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Migrations;

/// <summary>A context whose table nobody wrote a migration for.</summary>
internal sealed class UnmigratedDbContext(DbContextOptions<UnmigratedDbContext> options) : DbContext(options)
{
    public DbSet<Thing> Things => Set<Thing>();

    internal sealed record Thing(int Id);
}
