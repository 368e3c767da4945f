using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A module that is created with the template is complete after the steps that the template prints.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class ModuleTemplateTests : IDisposable
{
    private const string Module = "Reviews";
    private const string StepIndent = "     ";
    private const string Shop = "src/Host/Shop.cs";

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("template-");
    private readonly DirectoryInfo hive = Directory.CreateTempSubdirectory("hive-");

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    // Builds most projects, so it takes longer than a test usually may.
    [Fact(Timeout = 60 * 60_000)]
    public async Task A_module_made_with_the_template_passes_the_tests_with_the_printed_steps()
    {
        foreach (var file in Repository.Files())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var target = Path.Combine(copy.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.PathTo(file), target);
        }

        await RunAsync($"dotnet new install templates/module --debug:custom-hive {hive.FullName}");
        var printed = await RunAsync($"dotnet new shop-module --name {Module} --output . --debug:custom-hive {hive.FullName}");
        var steps = printed.Where(line => line.StartsWith(StepIndent, StringComparison.Ordinal)).Select(line => line.Trim().Replace("<Name>", Module, StringComparison.Ordinal)).ToList();

        steps.Should().HaveCount(4);
        foreach (var step in steps)
        {
            await FollowAsync(step);
        }

        await RunAsync("dotnet msbuild AstronomyShop.sln -target:ValidateSolutionConfiguration");
        await RunAsync($"dotnet test --project tests/Modules --filter-class '*.{Module}.*'");
        await RunAsync("dotnet test --project tests/Contracts");
        await RunAsync("dotnet test --project tests/Architecture");
        await RunAsync("dotnet test --project tests/Kubernetes");
    }

    public void Dispose()
    {
        copy.Delete(recursive: true);
        hive.Delete(recursive: true);
    }

    // A step is a command, or a line to add to the list of modules.
    private async Task FollowAsync(string step)
    {
        if (!step.EndsWith("Module(),", StringComparison.Ordinal))
        {
            await RunAsync(step);
            return;
        }

        var path = Path.Combine(copy.FullName, Shop);
        var text = await File.ReadAllTextAsync(path, TestCancellation);
        await File.WriteAllTextAsync(path, text.Replace("    ];", $"        {step}\n    ];", StringComparison.Ordinal), TestCancellation);
    }

    private async Task<List<string>> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{command} 2>&1"]) { RedirectStandardOutput = true, WorkingDirectory = copy.FullName };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        using var process = Process.Start(start)!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestCancellation) is { } line)
        {
            lines.Add(line);

            // A test without output for minutes counts as hanging.
            TestContext.Current.TestOutputHelper!.WriteLine(line);
        }

        await process.WaitForExitAsync(TestCancellation);
        process.ExitCode.Should().Be(0, $"{command} must succeed:\n{string.Join('\n', lines.TakeLast(100))}");
        return lines;
    }
}
