namespace AstronomyShop.Modules.Flags.Document;

/// <summary>The current problem of the file; null when there is none.</summary>
internal sealed class FlagFileState
{
    private volatile string? problem;

    public string? Problem
    {
        get => problem;
        set => problem = value;
    }
}
