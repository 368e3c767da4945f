using AstronomyShop.Modules.Victim;

namespace AstronomyShop.Modules.Nosy;

// Every way to know a neighbour, each in a class of its own.
internal sealed class SpyByParameter(VictimModule victim)
{
    public override string? ToString() => victim.ToString();
}

internal sealed class SpyByNew
{
    public override string? ToString() => new VictimModule().ToString();
}

internal sealed class SpyByTypeOf
{
    public override string ToString() => typeof(VictimModule).Name;
}

internal sealed class SpyByListOf
{
    public List<VictimModule> Victims { get; } = [];
}

internal sealed class SpyInLambda
{
    public Func<object> Make { get; } = () => new VictimModule();
}

internal sealed class SpyInAsync
{
    public async Task<object> MakeAsync()
    {
        await Task.Yield();
        return new VictimModule();
    }
}
