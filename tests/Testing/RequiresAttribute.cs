using System.Reflection;
using Xunit.v3;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Names the real parts that a test, or every test of a class, needs. Where one is missing the test is skipped and says so. The trait makes
/// them findable: <c>dotnet test --filter-trait "Part=Redis"</c>. A row of a theory names its part by the trait alone.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequiresAttribute(params Part[] parts) : BeforeAfterTestAttribute, ITraitAttribute
{
    /// <summary>The name of the trait, whose value is a <see cref="Part"/>.</summary>
    public const string Trait = "Part";

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. parts.Select(part => KeyValuePair.Create(Trait, part.ToString()))];

    /// <inheritdoc />
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => RealPart.Require(parts);
}
