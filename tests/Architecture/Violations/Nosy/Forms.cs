namespace AstronomyShop.Modules.Nosy
{
    /// <summary>A second public type.</summary>
    public sealed class Loudspeaker;

    internal class Unsealed;

    internal abstract class Foundation;

    internal record LooseRecord(int Id);

    internal class Generic<T>;

    internal sealed class Outer
    {
        internal class Inner;
    }
}

namespace AstronomyShop.Modules.Nosy.Migrations
{
    /// <summary>Lies beside migrations and is none.</summary>
    public class Stowaway;
}

namespace AstronomyShop.Elsewhere
{
    internal sealed class Stray;
}
