using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The cost of delivering one event to the consumers of two modules: over the bus in memory, as the shop does it, and through MassTransit's mediator,
/// one per module, which has no queue, no retries and no message bodies. Measured in one run, alternately.
/// </summary>
internal static class EventMeasurement
{
    private const int Turns = 7;
    private const int Events = 10_000;

    public static async Task MeasureAsync()
    {
        var publisher = new PublishingModule();
        CountingModule[] consumers = [new FirstModule(), new SecondModule()];
        await using var shop = await ShopUnderTest.StartAsync([publisher, .. consumers], [("Logging:LogLevel:Default", "None")]);
        (string Name, Func<OrderPlaced, Task> Deliver)[] ways =
        [
            ("mediator", placed => PublishAsync(consumers, placed)),
            ("as the shop does it", placed => DeliverAsync(publisher.Events, placed)),
        ];
        var costs = ways.Select(_ => new List<(double Microseconds, double Kilobytes)>()).ToArray();
        for (var turn = 0; turn <= Turns; turn++)
        {
            foreach (var (way, cost) in ways.Zip(costs))
            {
                var measured = await MeasureAsync(way.Deliver);
                if (turn > 0)
                {
                    cost.Add(measured);
                }
            }
        }

        if (consumers.Any(consumer => consumer.Consumed != (Turns + 1) * Events * ways.Length))
        {
            throw new InvalidOperationException("Not every event was consumed once");
        }

        Console.WriteLine("| one event, two consumers | CPU µs (median) | least | most | allocated kB |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (way, cost) in ways.Zip(costs))
        {
            var times = cost.Select(one => one.Microseconds).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {way.Name} | {times[times.Count / 2]:F1} | {times[0]:F1} | {times[^1]:F1} | {cost.Average(one => one.Kilobytes):F1} |"));
        }
    }

    private static async Task<(double Microseconds, double Kilobytes)> MeasureAsync(Func<OrderPlaced, Task> deliver)
    {
        var placed = NewOrder();
        using var process = Process.GetCurrentProcess();
        var (cpu, bytes) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        for (var number = 0; number < Events; number++)
        {
            await deliver(placed);
        }

        process.Refresh();
        return ((process.TotalProcessorTime - cpu).TotalMicroseconds / Events, (GC.GetTotalAllocatedBytes() - bytes) / 1024.0 / Events);
    }

    private static async Task DeliverAsync(IEventDelivery events, OrderPlaced placed)
    {
        foreach (var destination in events.DestinationsOf(OrderPlaced.Descriptor))
        {
            await events.DeliverAsync(destination, placed, new MessageContextPropagation(null, null, null), CancellationToken.None);
        }
    }

    // Each consumer gets a copy, as in the shop.
    private static async Task PublishAsync(CountingModule[] consumers, OrderPlaced placed)
    {
        foreach (var consumer in consumers)
        {
            await consumer.Mediator.Publish(placed.Clone());
        }
    }

    private static OrderPlaced NewOrder() => new()
    {
        Order = new()
        {
            OrderId = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10",
            ShippingTrackingId = "0f9d0b6f3c8f",
            ShippingCost = new() { CurrencyCode = "USD", Units = 8, Nanos = 980_000_000 },
            ShippingAddress = new() { City = "Benatky", Country = "Czechia" },
            Items = { Enumerable.Range(0, 3).Select(_ => new OrderItem { Item = new() { ProductId = "LS4PSXUNUM", Quantity = 2 }, Cost = new() { CurrencyCode = "USD", Units = 57, Nanos = 80_000_000 } }) },
        },
        Total = new() { CurrencyCode = "USD", Units = 351, Nanos = 460_000_000 },
        TransactionId = "6a5e4f0f9d0b",
    };

    private sealed class PublishingModule : IModule
    {
        public ModuleDescriptor Descriptor { get; } = new("Publisher", "publisher") { Publishes = [OrderPlaced.Descriptor] };

        public IEventDelivery Events { get; private set; } = null!;

        public void Add(ModuleBuilder module)
        {
            module.Services.AddSingleton(this);
            module.AddHostedService<EventsCapture>();
        }

        private sealed class EventsCapture(PublishingModule publisher, IEventDelivery events) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                publisher.Events = events;
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
    }

    private abstract class CountingModule(string name) : IModule
    {
        private int consumed;

        public ModuleDescriptor Descriptor { get; } = new(name, name.ToLowerInvariant()) { Consumes = [OrderPlaced.Descriptor] };

        public IMediator Mediator { get; private set; } = null!;

        public int Consumed => consumed;

        public void Count() => Interlocked.Increment(ref consumed);

        public abstract void Add(ModuleBuilder module);

        protected void Add<TConsumer, TDefinition>(ModuleBuilder module)
            where TConsumer : class, IConsumer
            where TDefinition : class, IConsumerDefinition<TConsumer>
        {
            module.Services.AddSingleton(this);
            module.AddConsumer<TConsumer, TDefinition>();
            module.Services.AddMediator(mediator => mediator.AddConsumer<TConsumer>());
            module.AddHostedService<MediatorCapture>();
        }

        private sealed class MediatorCapture(CountingModule module, IMediator mediator) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                module.Mediator = mediator;
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
    }

    private sealed class FirstModule() : CountingModule("First")
    {
        public override void Add(ModuleBuilder module) => Add<FirstConsumer, FirstDefinition>(module);
    }

    private sealed class SecondModule() : CountingModule("Second")
    {
        public override void Add(ModuleBuilder module) => Add<SecondConsumer, SecondDefinition>(module);
    }

    private abstract class CountingConsumer(CountingModule module) : IConsumer<OrderPlaced>
    {
        public Task Consume(ConsumeContext<OrderPlaced> context)
        {
            module.Count();
            return Task.CompletedTask;
        }
    }

    private sealed class FirstConsumer(CountingModule module) : CountingConsumer(module);

    private sealed class SecondConsumer(CountingModule module) : CountingConsumer(module);

    private sealed class FirstDefinition : ConsumerDefinition<FirstConsumer>
    {
        public FirstDefinition() => EndpointName = "first";
    }

    private sealed class SecondDefinition : ConsumerDefinition<SecondConsumer>
    {
        public SecondDefinition() => EndpointName = "second";
    }
}
