namespace AstronomyShop.Tests.Architecture;

/// <summary>Tests that never end. Only <see cref="TimeLimitTests"/> runs them.</summary>
[Trait("Category", "Hanging")]
public sealed class HangingTests
{
    [Fact]
    public Task An_asynchronous_test_that_hangs() => new TaskCompletionSource().Task;

    [Fact]
    public void A_blocked_test_that_hangs()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
    }
}
