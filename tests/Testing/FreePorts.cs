namespace AstronomyShop.Tests.Testing;

/// <summary>Ports of loopback that nobody listens on, for tests that must know a port before anybody does.</summary>
public static class FreePorts
{
    public static int Take() => Take(1)[0];

    public static IReadOnlyList<int> Take(int count) => SharedKernel.Modules.FreePorts.Take(count);
}
