using System.Globalization;
using AstronomyShop.Tests.Benchmarks;
using BenchmarkDotNet.Running;

// A program of the measurements' own, which they start: the shop with the checkout that writes nothing down.
if (args.Contains(HastyCheckoutModule.Argument))
{
    await HastyCheckoutModule.RunShop([.. args.Where(one => one != HastyCheckoutModule.Argument)]);
    return;
}

if (args is ["price-of-safety", ..])
{
    await PriceOfSafety.Measure(Turn());
    return;
}

if (args is ["price-of-years", ..])
{
    await PriceOfSafety.MeasureYears(Turn());
    return;
}

if (args is ["price-of-splitting", ..])
{
    await PriceOfSplitting.Measure(Turn());
    return;
}

if (args is ["price-of-pages", ..])
{
    await PriceOfPages.Measure(Turn());
    return;
}

if (args is ["sizing", ..])
{
    await Sizing.Measure(Turn());
    return;
}

if (args is ["start-up", ..])
{
    await StartUp.Measure(args.Length > 1 ? args[1] : typeof(AstronomyShop.Host.Shop).Assembly.Location);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(PriceOfSplitting).Assembly).Run(args);

TimeSpan Turn() => args.Length > 1 ? TimeSpan.Parse(args[1], CultureInfo.InvariantCulture) : TimeSpan.FromSeconds(20);
