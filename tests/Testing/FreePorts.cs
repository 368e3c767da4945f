namespace AstronomyShop.Tests.Testing;

/// <summary>Free ports of the loopback interface, for tests that must know a port before a process listens on it.</summary>
public static class FreePorts
{
    public static int Take() => Take(1)[0];

    public static IReadOnlyList<int> Take(int count) => Host.FreePorts.Take(count);
}
