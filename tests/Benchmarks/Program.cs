using System.Globalization;
using AstronomyShop.Tests.Benchmarks;
using BenchmarkDotNet.Running;

// Measurements start this program with this argument as the shop whose checkout stores nothing.
if (args.Contains(UnsafeCheckoutModule.Argument))
{
    await UnsafeCheckoutModule.RunShopAsync([.. args.Where(one => one != UnsafeCheckoutModule.Argument)]);
    return 0;
}

if (args is [TelemetryMeasurement.CollectorArgument, var port])
{
    await TelemetryMeasurement.CountSpansAsync(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

Console.WriteLine(Machine.Describe());
if (args is ["gate", ..])
{
    return await RegressionGate.RunAsync(args.Contains(RegressionGate.WriteArgument));
}

// Other builds of the program, given by their paths, are measured alternately with this one.
if (args is ["overload", ..])
{
    await OverloadMeasurement.MeasureAsync(Turn(), [typeof(AstronomyShop.Host.Shop).Assembly.Location, .. args.Skip(2)]);
    return 0;
}

if (args is ["price-of-safety", ..])
{
    await DurabilityMeasurement.MeasureAsync(Turn());
    return 0;
}

if (args is ["versions", _, var other])
{
    await DurabilityMeasurement.MeasureVersionsAsync(Turn(), other);
    return 0;
}

if (args is ["price-of-years", ..])
{
    await DurabilityMeasurement.MeasureYearsAsync(Turn());
    return 0;
}

if (args is ["price-of-splitting", ..])
{
    await SplitMeasurement.MeasureAsync(Turn());
    return 0;
}

if (args is ["price-of-pages", ..])
{
    await PageMeasurement.MeasureAsync(Turn());
    return 0;
}

if (args is ["price-of-events"])
{
    await EventMeasurement.MeasureAsync();
    return 0;
}

if (args is ["ledger", ..])
{
    await LedgerMeasurement.MeasureAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5_000, args.Length > 2 ? args[2] : null);
    return 0;
}

if (args is ["sizing", ..])
{
    await SizingMeasurement.MeasureAsync(Turn());
    return 0;
}

if (args is ["replicas", ..])
{
    await ReplicaMeasurement.MeasureAsync(Turn());
    return 0;
}

if (args is ["price-of-spans", ..])
{
    await TelemetryMeasurement.MeasureAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000, args.Length > 2 ? TimeSpan.Parse(args[2], CultureInfo.InvariantCulture) : TimeSpan.FromSeconds(10));
    return 0;
}

if (args is ["start-up", ..])
{
    await StartupMeasurement.MeasureAsync(args.Length > 1 ? args[1] : typeof(AstronomyShop.Host.Shop).Assembly.Location);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(SplitMeasurement).Assembly).Run(args);
return 0;

TimeSpan Turn() => args.Length > 1 ? TimeSpan.Parse(args[1], CultureInfo.InvariantCulture) : TimeSpan.FromSeconds(20);
