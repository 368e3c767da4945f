using System.Diagnostics;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Tests of the image that need no container engine. <c>.ci/image</c> builds and runs the image.</summary>
public sealed partial class ContainerImageTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_image_runs_as_an_unprivileged_user_on_pinned_base_images()
    {
        ImageFile.User.Should().Be("1654");
        ImageFile.StopSignal.Should().Be("SIGTERM");
        ImageFile.Bases.Distinct().Should().HaveCount(3).And.OnlyContain(image => ExactBase().IsMatch(image));
        ImageFile.Bases[^1].Should().Contain("chiseled", "it has no shell");
        ImageFile.Instruction("HEALTHCHECK").Should().EndWith("CMD [\"dotnet\", \"AstronomyShop.Host.dll\", \"health\"]");
    }

    [Fact]
    public async Task The_health_check_of_the_image_needs_no_shell()
    {
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Currency"]);
        await shop.WaitUntilReadyAsync(TestCancellation);

        (await AskAsync($"127.0.0.1:{shop.Management.BaseAddress!.Port}")).Should().Be(0, "a shop that is ready is healthy");
        (await AskAsync($"*:{shop.Management.BaseAddress!.Port}")).Should().Be(0, "a port on all addresses is checked on loopback");
        (await AskAsync($"127.0.0.1:{FreePorts.Take()}")).Should().Be(1, "no server listens there");
    }

    private static async Task<int> AskAsync(string management)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Host.Shop).Assembly.Location, "health"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SHOP__PORTS__MANAGEMENT"] = management;
        using var question = Process.Start(start)!;
        await question.WaitForExitAsync(TestCancellation);
        return question.ExitCode;
    }

    [GeneratedRegex(@"^[a-z./-]+:\d+\.\d+\.\d+-[a-z-]+@sha256:[0-9a-f]{64}$")]
    private static partial Regex ExactBase();
}
