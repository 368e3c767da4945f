using System.Diagnostics;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The build rejects a project reference from one module to another.</summary>
public sealed class ModuleReferenceBuildTests : IDisposable
{
    private static readonly string[] BuildFiles =
        ["Directory.Build.props", "src/Directory.Build.props", "src/Modules/Directory.Build.props", "src/Modules/Directory.Build.targets"];

    private readonly DirectoryInfo tree = Directory.CreateTempSubdirectory("apart-");

    public ModuleReferenceBuildTests()
    {
        foreach (var file in BuildFiles)
        {
            Write(file, File.ReadAllText(Repository.PathTo(file.Split('/'))));
        }

        Write("src/Modules/Victim/Victim.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        Write("src/Modules/Nosy/Nosy.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../Victim/Victim.csproj" />
              </ItemGroup>
            </Project>
            """);
    }

    [Fact]
    public async Task A_reference_to_another_module_fails_the_build_with_an_explanation()
    {
        var (exitCode, output) = await BuildAsync("src/Modules/Nosy/Nosy.csproj");

        exitCode.Should().NotBe(0);
        output.Should().Contain("Nosy references Victim. Modules may depend on each other only through contracts: call the generated client instead.");
    }

    public void Dispose() => tree.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> BuildAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(tree.FullName, project), "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = tree.FullName,
        };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (build.ExitCode, output);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(tree.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
