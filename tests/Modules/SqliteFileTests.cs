using System.Net;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Payment;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace AstronomyShop.Tests.Modules;

/// <summary>A database file that was deleted or replaced, is damaged, or is not a database of the module is reported with its name.</summary>
public sealed class SqliteFileTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_database_file_makes_the_module_not_ready()
    {
        using var folder = new DataFolder();
        await using var shop = await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path);
        (await ReadinessAsync(shop)).Status.Should().Be(HttpStatusCode.OK);

        File.Delete(Path.Combine(folder.Path, "cart.db"));

        (await ReadinessAsync(shop)).Should().Match<(HttpStatusCode Status, string Text)>(ready => ready.Status == HttpStatusCode.ServiceUnavailable && ready.Text.Contains("cart.db was deleted or replaced"));
    }

    [Fact]
    public async Task A_replaced_database_file_makes_the_module_not_ready()
    {
        using var folder = new DataFolder();
        await using var shop = await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path);
        (await ReadinessAsync(shop)).Status.Should().Be(HttpStatusCode.OK);

        var file = Path.Combine(folder.Path, "cart.db");
        File.Copy(file, file + ".backup");
        File.Move(file + ".backup", file, overwrite: true);

        (await ReadinessAsync(shop)).Text.Should().Contain("cart.db was deleted or replaced");
    }

    [Fact]
    public async Task A_stopped_shop_leaves_a_complete_file_without_a_write_ahead_log()
    {
        using var folder = new DataFolder();
        await using (await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path))
        {
        }

        Directory.EnumerateFiles(folder.Path, "cart.db*").Select(Path.GetFileName).Should().NotContain(["cart.db-wal", "cart.db-shm"]);
    }

    [Fact]
    public async Task A_file_that_a_killed_first_start_left_empty_is_migrated_by_the_next()
    {
        using var folder = new DataFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "cart.db"), [], TestCancellation);

        await using var shop = await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path);

        (await ReadinessAsync(shop)).Status.Should().Be(HttpStatusCode.OK);
    }

    // VACUUM INTO writes such a file.
    [Fact]
    public async Task A_backup_without_a_write_ahead_log_is_used_with_one()
    {
        using var folder = new DataFolder();
        await using (await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path))
        {
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "cart.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestCancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE";
            (await command.ExecuteScalarAsync(TestCancellation)).Should().Be("delete");
        }

        await using var shop = await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path);

        (await ReadinessAsync(shop)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_at_startup_in_one_line()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "cart.db"), new string('x', 8192), TestCancellation);

        (await StartFailureAsync(folder)).Should().Contain("cart.db' is damaged or is not a database").And.NotContain("\n");
    }

    [Fact]
    public async Task A_damaged_database_is_refused_at_startup_in_one_line()
    {
        using var folder = new DataFolder();
        await using (await ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path))
        {
        }

        var file = Path.Combine(folder.Path, "cart.db");
        var bytes = await File.ReadAllBytesAsync(file, TestCancellation);
        bytes.AsSpan(4096).Fill(0x5a);
        await File.WriteAllBytesAsync(file, bytes, TestCancellation);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");

        (await StartFailureAsync(folder)).Should().Contain("cart.db' is damaged or is not a database").And.NotContain("\n");
    }

    [Fact]
    public async Task The_database_of_another_module_is_refused_at_startup_in_one_line()
    {
        using var folder = new DataFolder();
        await using (await ShopUnderTest.StartAsync([new PaymentModule()], dataDirectory: folder.Path))
        {
        }

        File.Move(Path.Combine(folder.Path, "payment.db"), Path.Combine(folder.Path, "cart.db"));

        (await StartFailureAsync(folder)).Should().Contain("cart.db' is a database of another module").And.NotContain("\n");
    }

    [Fact]
    public async Task A_migration_lock_that_cannot_be_opened_is_refused_at_startup_in_one_line()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "cart.db.migration"));

        (await StartFailureAsync(folder)).Should().Contain("cart.db.migration' cannot be opened for writing").And.NotContain("\n");
    }

    private static async Task<string> StartFailureAsync(DataFolder folder) =>
        (await Assert.ThrowsAsync<SettingException>(() => ShopUnderTest.StartAsync([new CartModule()], dataDirectory: folder.Path))).Message;

    private static async Task<(HttpStatusCode Status, string Text)> ReadinessAsync(ShopUnderTest shop)
    {
        using var response = await shop.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestCancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestCancellation));
    }
}
