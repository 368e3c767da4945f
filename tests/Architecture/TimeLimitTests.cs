using System.Diagnostics;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A test that hangs is stopped. The tests that hang run in a separate process with a short time limit.</summary>
public sealed class TimeLimitTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(HangingTests.An_asynchronous_test_that_hangs))]
    [InlineData(nameof(HangingTests.A_blocked_test_that_hangs))]
    public async Task A_test_that_hangs_fails_by_name(string test)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(TimeLimitTests).Assembly.Location, "--filter-method", $"*.{test}", "--filter-not-trait", "Category=Long" },
            Environment = { ["SHOP_TEST_LIMIT"] = "00:00:01", ["DOTNET_DbgEnableMiniDump"] = "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestCancellation), process.StandardError.ReadToEndAsync(TestCancellation));
        await process.WaitForExitAsync(TestCancellation);

        process.ExitCode.Should().NotBe(0);
        string.Concat(output).Should().Contain(test);
    }
}
