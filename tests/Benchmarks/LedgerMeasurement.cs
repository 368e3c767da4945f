using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Confluent.Kafka;
using Google.Protobuf;
using Npgsql;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The cost of booking orders from Kafka in PostgreSQL, in a process that runs only accounting: of this program and, measured alternately, of another one.
/// The topic is full before a turn begins. A run in which an order is not booked once is invalid.
/// </summary>
internal static class LedgerMeasurement
{
    private const int Turns = 5;

    /// <param name="orders">How many orders are booked in each turn.</param>
    /// <param name="other">The path of the other program's assembly; null measures this program only.</param>
    public static async Task MeasureAsync(int orders, string? other)
    {
        await using var server = await PostgresServer.StartAsync();
        var ledgers = new List<MeasuredLedger> { await MeasuredLedger.OpenAsync("this program", typeof(Host.Shop).Assembly.Location, server) };
        try
        {
            if (other is not null)
            {
                ledgers.Add(await MeasuredLedger.OpenAsync("the other program", other, server));
            }

            // The first turn warms up.
            for (var turn = 0; turn <= Turns; turn++)
            {
                foreach (var ledger in ledgers)
                {
                    await ledger.BookAsync(orders, isCounted: turn > 0);
                }
            }

            Console.WriteLine("| ledger | orders per second | CPU ms per order, median | least | most | spans per order |");
            Console.WriteLine("|---|---|---|---|---|---|");
            ledgers.ForEach(ledger => Console.WriteLine(ledger.Row));
        }
        finally
        {
            foreach (var ledger in ledgers)
            {
                await ledger.DisposeAsync();
            }
        }
    }

    private sealed class MeasuredLedger(MeasuredShop shop, KafkaBroker broker, NpgsqlConnection database) : IAsyncDisposable
    {
        private readonly List<(double Cpu, double PerSecond, double Spans)> turns = [];
        private long written;

        public string Row
        {
            get
            {
                var cpu = turns.Select(turn => turn.Cpu).Order().ToList();
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {shop.Name} | {turns.Average(turn => turn.PerSecond):F0} | {cpu[cpu.Count / 2]:F2} | {cpu[0]:F2} | {cpu[^1]:F2} | {turns.Average(turn => turn.Spans):F1} |");
            }
        }

        public static async Task<MeasuredLedger> OpenAsync(string name, string program, PostgresServer server)
        {
            var broker = await KafkaBroker.StartAsync(CancellationToken.None);
            var connection = await server.NewDatabaseAsync();
            string[] arguments = ["--Shop:Run=Accounting", "--Modules:Flags:Address=127.0.0.1:9", $"--ConnectionStrings:Postgres={connection}", $"--ConnectionStrings:Kafka={broker.Servers}", "--Logging:LogLevel:AstronomyShop=Information"];
            using var migration = Process.Start("dotnet", [program, "migrate", .. arguments]);
            await migration.WaitForExitAsync();
            var shop = await MeasuredShop.OpenProgramAsync(name, program, arguments);
            var database = new NpgsqlConnection(connection);
            await database.OpenAsync();
            return new MeasuredLedger(shop, broker, database);
        }

        public async Task BookAsync(int orders, bool isCounted)
        {
            // Stopped, so that the topic is full when it continues, and its CPU time does not depend on the producer.
            Signals.Send(shop.ProcessId, Signals.Stop);
            Write(orders);
            var (started, before, spans) = (Stopwatch.GetTimestamp(), shop.UseByModule()[""].Cpu, shop.Spans);
            Signals.Send(shop.ProcessId, Signals.Continue);
            await Eventually.HoldsAsync($"{written} orders are booked", async _ => await CountAsync() == written, TimeSpan.FromMinutes(2), CancellationToken.None);
            var (elapsed, cpu) = (Stopwatch.GetElapsedTime(started), shop.UseByModule()[""].Cpu - before);
            spans = await shop.WaitForSpansAsync() - spans;
            if (isCounted)
            {
                turns.Add((cpu.TotalMilliseconds / orders, orders / elapsed.TotalSeconds, (double)spans / orders));
            }
        }

        public async ValueTask DisposeAsync()
        {
            shop.Dispose();
            await database.DisposeAsync();
            await broker.DisposeAsync();
        }

        // As the public shop's checkout writes them.
        private void Write(int orders)
        {
            using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Servers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000 }).Build();
            for (var number = 0; number < orders; number++)
            {
                producer.Produce("orders", new Message<Null, byte[]> { Value = NewOrder().ToByteArray() });
            }

            producer.Flush(CancellationToken.None);
            written += orders;
        }

        private async Task<long> CountAsync()
        {
            await using var count = new NpgsqlCommand("SELECT count(*) FROM accounting.shipping", database);
            return (long)(await count.ExecuteScalarAsync())!;
        }

        private static OrderResult NewOrder() => new()
        {
            OrderId = Guid.NewGuid().ToString(),
            ShippingTrackingId = Guid.NewGuid().ToString(),
            ShippingCost = new() { CurrencyCode = "USD", Units = 8, Nanos = 980_000_000 },
            ShippingAddress = new() { StreetAddress = "1600 Amphitheatre Parkway", City = "Mountain View", State = "CA", Country = "United States", ZipCode = "94043" },
            Items = { new OrderItem { Item = new() { ProductId = "LS4PSXUNUM", Quantity = 2 }, Cost = new() { CurrencyCode = "USD", Units = 57, Nanos = 80_000_000 } } },
        };
    }
}
