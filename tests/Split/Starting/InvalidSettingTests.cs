using System.Net;
using System.Net.Sockets;
using AstronomyShop.Host;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>The process exits within five seconds, with one line that contains the key and describes the valid values.</summary>
public sealed class InvalidSettingTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Shop:Run=Cart,Telescope", "Shop:Run: 'Telescope' is not a module; use All, or some of Accounting, Ad, Audit, Cart,*")]
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
    [InlineData("--Shop:Run=Cart --ConnectionStrings:Postgres=Host=127.0.0.1;Port=9;Timeout=0", "ConnectionStrings:Postgres: is not a valid connection string (Timeout and Command Timeout are 1 to 600 seconds);*")]
    [InlineData("--Shop:Run=Cart --ConnectionStrings:Postgres=Host=127.0.0.1;Port=9;Database=shop", "ConnectionStrings:Postgres: PostgreSQL at 127.0.0.1:9/shop does not answer (*")]
    [InlineData("--Shop:Run=Quote --Shop:Calls:Deadline=60", "Shop:Calls:Deadline: '60.00:00:00' is out of range; use 00:00:00.0010000 to 01:00:00")]
    [InlineData("--Shop:Run=Quote --Shop:Calls:MaxMessageBytes=0", "Shop:Calls:MaxMessageBytes: '0' is out of range;*")]
    [InlineData("--Shop:Run=Quote --Modules:Cart:Calls:Waiting=-1", "Modules:Cart:Calls:Waiting: '-1' is out of range;*")]
    [InlineData("--Shop:Run=Checkout --Modules:Checkout:LookEvery=60 --Modules:Cart:Address=a:1 --Modules:Catalog:Address=a:1 --Modules:Currency:Address=a:1 --Modules:Email:Address=a:1 --Modules:Payment:Address=a:1 --Modules:Shipping:Address=a:1 --Modules:Accounting:Address=a:1 --Modules:FraudDetection:Address=a:1", "Modules:Checkout: *LookEvery must be between 00:00:00.0500000 and 00:10:00*")]
    [InlineData("--Shop:Run=LoadGenerator --Modules:Edge:Address=a:1 --Modules:LoadGenerator:ShortestPause=00:00:11", "Modules:LoadGenerator: *'00:00:10' is shorter than ShortestPause, 00:00:11*")]
    [InlineData("--Shop:Run=Observatory --Modules:Observatory:Spans=many", "Modules:Observatory: Failed to convert configuration value 'many' at 'Modules:Observatory:Spans'*")]
    [InlineData("--Shop:Run=Flags --Modules:Flags:Ports:Sync=1234 --Modules:Flags:Ports:Ofrep=1234", "Modules:Flags:Ports:Ofrep: 1234 is also the value of Modules:Flags:Ports:Sync;*")]
    [InlineData("--Shop:Run=Quote --ConnectionStrings:Kafka=bootstrap.servers=a:1;security.protocol=ssl;bootstrap.servers=b:2", "ConnectionStrings:Kafka: contains bootstrap.servers twice;*")]
    [InlineData("--split --Shop:Ports:Web=1234 --Shop:Ports:Management=1234", "Shop:Ports:Management: 1234 is also the value of Shop:Ports:Web;*")]
    [InlineData("--Shop:Run=Quote --ConnectionStrings:RabbitMq=rabbit", "ConnectionStrings:RabbitMq: is not the address of a broker; use a value like amqp://*")]
    [InlineData("--Shop:Run=Quote --ConnectionStrings:RabbitMq=amqp://guest@localhost --KAFKA_ADDR=kafka:9092", "ConnectionStrings:RabbitMq: is set beside ConnectionStrings:Kafka;*")]
    [InlineData("--Shop:Run=Quote --OTEL_BSP_MAX_QUEUE_SIZE=1000001", "OTEL_BSP_MAX_QUEUE_SIZE: '1000001' is not a positive whole number of at most 1000000")]
    [InlineData("--Shop:Run=Quote --OTEL_METRIC_EXPORT_INTERVAL=99999999999", "OTEL_METRIC_EXPORT_INTERVAL: '99999999999' is not a positive whole number of at most 86400000")]
    [InlineData("--Shop:Run=Quote --OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1 --OTEL_EXPORTER_OTLP_HEADERS=secret", "OTEL_EXPORTER_OTLP_HEADERS: is not a list of pairs; use key=value,key=value")]
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

    [Fact]
    public async Task A_port_that_is_taken_during_the_start_ends_the_shop_with_exit_code_1()
    {
        using var data = new DataDirectory();
        using var taken = new TcpListener(IPAddress.Loopback, Testing.FreePorts.Take());
        string[] arguments = ["--Shop:Run=Quote", data.Argument, "--Shop:Ports:Web=0", "--Shop:Ports:Management=0", $"--Shop:Ports:Grpc={taken.LocalEndpoint}"];

        (await ShopProgram.RunAsync(arguments, Host.Shop.Modules, builder => builder.Services.AddSingleton<IHostedService>(new PortThief(taken)))).Should().Be(1);
    }

    [Fact]
    public async Task A_settings_file_with_a_key_given_twice_is_rejected_in_one_line()
    {
        var environment = Guid.NewGuid().ToString();
        var file = Path.Combine(Path.GetDirectoryName(typeof(Host.Shop).Assembly.Location)!, $"appsettings.{environment}.json");
        await File.WriteAllTextAsync(file, """{ "Shop": { "Run": "Quote", "run": "Cart" } }""", TestCancellation);
        try
        {
            await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--environment", environment]);
            await IsRejectedAsync(shop, $"appsettings.{environment}.json: cannot be read: *'Shop:run'*");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_settings_file_that_cannot_be_opened_is_rejected_in_one_line()
    {
        Exception[] failures = [new UnauthorizedAccessException("Access to the path '/app/appsettings.Sky.json' is denied."), new IOException("Input/output error : '/app/appsettings.Sky.json'")];

        failures.Should().AllSatisfy(failure => FluentActions.Invoking(() => SettingsFile.Read<int>(() => throw failure))
            .Should().Throw<SettingException>().WithMessage($"appsettings.Sky.json: cannot be read: {failure.Message}"));
    }

    [Fact]
    public async Task A_settings_file_that_is_not_json_is_rejected_with_its_name()
    {
        using var folder = new DataDirectory();
        var file = Path.Combine(folder.Path, "appsettings.json");
        await File.WriteAllTextAsync(file, "{ Shop", TestCancellation);

        FluentActions.Invoking(() => SettingsFile.Read(new ConfigurationBuilder().AddJsonFile(file).Build))
            .Should().Throw<SettingException>().WithMessage("appsettings.json: cannot be read: *");
    }

    private static IEnumerable<string> Addresses =>
        new[] { "AD", "CART", "CHECKOUT", "CURRENCY", "PRODUCT_CATALOG", "RECOMMENDATION", "SHIPPING" }.Select(name => $"--{name}_ADDR=127.0.0.1:9").Append("--Modules:Flags:Address=127.0.0.1:9");

    private static async Task IsRejectedAsync(ShopProcess shop, string line)
    {
        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(1);
        shop.Errors.Should().ContainSingle().Which.Should().Match(line);
        shop.Output.Should().BeEmpty();
    }

    /// <summary>Listens on a port after the shop has checked that it is free.</summary>
    private sealed class PortThief(TcpListener listener) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            listener.Start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
