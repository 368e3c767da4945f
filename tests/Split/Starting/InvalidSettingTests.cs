using System.Net;
using System.Net.Sockets;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>The process ends within five seconds, with one line that names the key and says what would be right.</summary>
public sealed class InvalidSettingTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Shop:Run=Cart,Telescope", "Shop:Run: 'Telescope' is not a module; use All, or some of Accounting, Ad, Cart,*")]
    [InlineData("--Shop:Run=,", "Shop:Run: names no module;*")]
    [InlineData("--Shop:Run=Recommendation", "Modules:Catalog:Address: is missing; Recommendation runs here and needs Catalog*")]
    [InlineData("--Shop:Run=Recommendation --Modules:Catalog:Address=http://", "Modules:Catalog:Address: 'http://' is not a valid address;*")]
    [InlineData("--Shop:Run=Recommendation --PRODUCT_CATALOG_ADDR=ftp://catalog", "PRODUCT_CATALOG_ADDR: 'ftp://catalog' is not a valid address;*")]
    [InlineData("--Shop:Run=Storefront,Images --AD_ADDR=a:1 --CART_ADDR=a:1 --CHECKOUT_ADDR=a:1 --CURRENCY_ADDR=a:1 --PRODUCT_CATALOG_ADDR=a:1 --RECOMMENDATION_ADDR=a:1 --SHIPPING_ADDR=a:1", "Shop:Ports:Web: is claimed by *Images*")]
    [InlineData("--Shop:Run=Quote --Shop:Ports:Web=1234 --Shop:Ports:Grpc=1234", "Shop:Ports:Grpc: 1234 is also the value of Shop:Ports:Web;*")]
    [InlineData("--Shop:Run=Quote --Shop:Ports:Grpc=telescope", "Shop:Ports:Grpc: 'telescope' is not a valid port;*")]
    [InlineData("--Shop:Run=Cart --Shop:DataDirectory=/proc/shop", "Shop:DataDirectory: '/proc/shop' is not writable;*")]
    [InlineData("--Shop:Run=Quote --Shop:DrainTime=soon", "Shop:DrainTime: 'soon' is not a valid duration;*")]
    [InlineData("--Shop:Run=Quote --Telemetry:EventContext=Sibling", "Telemetry:EventContext: 'Sibling' is not valid; use Parent*or Link*")]
    [InlineData("--Shop:Run=Cart --ConnectionStrings:Postgres=Postgres", "ConnectionStrings:Postgres: is not a valid connection string (*); use a value like Host=db;*")]
    [InlineData("--Shop:Run=Cart --ConnectionStrings:Postgres=Database=shop", "ConnectionStrings:Postgres: is not a valid connection string (Host is missing);*")]
    [InlineData("--Shop:Run=Cart --ConnectionStrings:Postgres=Host=127.0.0.1;Port=9;Database=shop", "ConnectionStrings:Postgres: PostgreSQL at 127.0.0.1:9/shop does not answer (*")]
    [InlineData("--Shop:Run=Quote --ConnectionStrings:RabbitMq=rabbit", "ConnectionStrings:RabbitMq: is not the address of a broker; use a value like amqp://*")]
    [InlineData("--Shop:Run=Quote --ConnectionStrings:RabbitMq=amqp://guest@localhost --KAFKA_ADDR=kafka:9092", "ConnectionStrings:RabbitMq: is set beside ConnectionStrings:Kafka;*")]
    [InlineData("--split --Shop:Run=Telescope", "Shop:Run: 'Telescope' is not a module;*")]
    public async Task An_invalid_setting_is_rejected_in_one_line(string arguments, string line)
    {
        await using var shop = ShopProcess.Start(typeof(Host.Shop), arguments.Split(' '));

        await IsRejectedAsync(shop, line);
    }

    [Theory, InlineData("Web", ""), InlineData("Grpc", ""), InlineData("Management", ""), InlineData("Web", "--split")]
    public async Task A_port_in_use_is_reported(string port, string shape)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var number = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] arguments = ["--Shop:Run=Quote,Edge,Storefront,Images", .. Addresses, $"--Shop:Ports:{port}=127.0.0.1:{number}", .. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        await using var shop = ShopProcess.Start(typeof(Host.Shop), arguments);

        await IsRejectedAsync(shop, $"Shop:Ports:{port}: {number} is not available*");
    }

    private static IEnumerable<string> Addresses =>
        new[] { "AD", "CART", "CHECKOUT", "CURRENCY", "PRODUCT_CATALOG", "RECOMMENDATION", "SHIPPING" }.Select(name => $"--{name}_ADDR=127.0.0.1:9").Append("--Modules:Flags:Address=127.0.0.1:9");

    private static async Task IsRejectedAsync(ShopProcess shop, string line)
    {
        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(1);
        shop.Errors.Should().ContainSingle().Which.Should().Match(line);
    }
}
