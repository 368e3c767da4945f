using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A duration or number in the options of a module has a range, so that <c>60</c> does not become sixty days.</summary>
public sealed class OptionRangeTests
{
    private const double MostNumber = 1_000_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromDays(1);

    [Theory, ClassData(typeof(ModuleNames))]
    public void Every_duration_and_number_in_options_has_a_sensible_range(string module) =>
        OptionsOf(ModuleSet.Shop[module].Assembly).SelectMany(UnboundedProperties).Should().BeEmpty();

    [Fact]
    public void An_option_without_a_range_or_with_any_range_is_reported() =>
        UnboundedProperties(typeof(UnboundedOptions)).Should().BeEquivalentTo("UnboundedOptions.Pause", "UnboundedOptions.Wait", "UnboundedOptions.Most");

    private static IEnumerable<Type> OptionsOf(Assembly assembly) => assembly.GetTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal));

    private static IEnumerable<string> UnboundedProperties(Type options) => options.GetProperties()
        .Where(property => property.CanWrite && (property.PropertyType == typeof(TimeSpan) || Type.GetTypeCode(property.PropertyType) is >= TypeCode.SByte and <= TypeCode.Decimal))
        .Where(property => !property.PropertyType.IsEnum && !IsBounded(property.GetCustomAttribute<RangeAttribute>()))
        .Select(property => $"{options.Name}.{property.Name}");

    private static bool IsBounded(RangeAttribute? range) =>
        range?.Maximum is { } most && (range.OperandType == typeof(TimeSpan) ? TimeSpan.Parse((string)most, null) < MostTime : Convert.ToDouble(most, null) <= MostNumber);

    private sealed class UnboundedOptions
    {
        public TimeSpan Pause { get; set; }

        [Range(typeof(TimeSpan), "00:00:00", "60.00:00:00")]
        public TimeSpan Wait { get; set; }

        [Range(1, int.MaxValue)]
        public int Most { get; set; }

        [Range(1, 10)]
        public int Few { get; set; }

        public string Name { get; set; } = string.Empty;
    }
}
