namespace AstronomyShop.Modules.Flags;

/// <summary>What is wrong with the file at the moment; null when nothing is.</summary>
internal sealed class FlagFileState
{
    private volatile string? problem;

    public string? Problem
    {
        get => problem;
        set => problem = value;
    }
}
