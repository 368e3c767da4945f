namespace AstronomyShop.Tests.Parity.Probes;

/// <summary>State that flows with the execution context, as HttpContext and transactions do.</summary>
public static class Ambient
{
    private static readonly AsyncLocal<string?> Flowing = new();

    public static string? Value
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
