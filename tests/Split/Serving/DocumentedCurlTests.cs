using System.Diagnostics;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split.Serving;

/// <summary>The <c>curl</c> commands of the documents, run by a shell against a shop in the environment in which <c>dotnet run</c> starts it.</summary>
[Requires(Part.Curl)]
public sealed class DocumentedCurlTests : IAsyncLifetime
{
    private const string Purchase = "/api/checkout";

    private readonly DataDirectory data = new();
    private ShopProcess? shop;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    /// <summary>The pages with requests, and the indexes of the blocks that contain them.</summary>
    public static TheoryData<string, int> Blocks() => new(
        Directory.EnumerateFiles(SourceTree.PathTo("docs"), "*.md").Order(StringComparer.Ordinal)
            .SelectMany(file => ShellBlocks.In(File.ReadAllText(file)).Index()
                .Where(block => block.Item.Contains("curl ", StringComparison.Ordinal))
                .Select(block => (Path.GetRelativePath(SourceTree.Root, file), block.Index))));

    public async ValueTask InitializeAsync()
    {
        if (!RealPart.IsMissing(Part.Curl))
        {
            shop = ShopProcess.Start(typeof(Host.Shop), [data.Argument], new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
            await shop.WaitUntilReadyAsync(TestCancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
    }

    [Theory, MemberData(nameof(Blocks))]
    public async Task Every_request_of_a_page_succeeds(string page, int block) =>
        (await RunAsync(ShellBlocks.In(File.ReadAllText(SourceTree.PathTo(page))).ElementAt(block))).ExitCode.Should().Be(0);

    [Fact]
    public async Task The_purchase_of_the_README_is_an_order_and_the_audit_holds()
    {
        var block = ShellBlocks.In(await File.ReadAllTextAsync(SourceTree.PathTo("README.md"), TestCancellation)).Single(text => text.Contains(Purchase, StringComparison.Ordinal));

        var (exitCode, output) = await RunAsync(block);

        exitCode.Should().Be(0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ((string?)JsonNode.Parse(lines[^2])!["orderId"]).Should().NotBeNullOrEmpty(output);
        JsonNode.Parse(lines[^1])!["holds"]!.GetValue<bool>().Should().BeTrue(output);
    }

    [Fact]
    public async Task A_request_that_is_refused_fails_the_block() => (await RunAsync("curl -s localhost:8080/api/no-such-path\necho done\n")).ExitCode.Should().NotBe(0);

    // The shop of a test has other ports. A status of 400 or more ends the shell.
    private async Task<(int ExitCode, string Output)> RunAsync(string block)
    {
        var commands = block.Replace("localhost:8080", shop!.Web.BaseAddress!.Authority, StringComparison.Ordinal)
            .Replace("localhost:8082", shop.Management.BaseAddress!.Authority, StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo(RealPart.PathOf("bash"))
        {
            ArgumentList = { "-euc", $"curl() {{ {RealPart.PathOf(Part.Curl, "curl")} --fail-with-body \"$@\"; }}\n{commands}" },
            RedirectStandardOutput = true,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestCancellation);
        await shell.WaitForExitAsync(TestCancellation);
        return (shell.ExitCode, output);
    }
}
