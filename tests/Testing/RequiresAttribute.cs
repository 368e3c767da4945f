using System.Reflection;
using Xunit.v3;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Declares the real parts that a test, or every test of a class, needs. If one is missing, the test is skipped with the reason. The trait makes
/// the tests selectable: <c>dotnet test --filter-trait "Part=Redis"</c>. A row of a theory declares its part with the trait only.
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
