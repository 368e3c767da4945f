using System.Text.RegularExpressions;
using AstronomyShop.Host;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>The commands and options of the program.</summary>
public sealed partial class CommandLineTests
{
    private static readonly string[] OfCommands = ["System.CommandLine.dll", "Spectre.Console.dll"];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--nonsense", "Unrecognized command or argument '--nonsense'.*")]
    [InlineData("--Shop:Run=Quote --versoin", "*'--versoin' was not matched. Did you mean*--version*")]
    [InlineData("splti", "*'splti' was not matched. Did you mean*split*")]
    [InlineData("--splitt", "*'--splitt' was not matched. Did you mean*split*")]
    [InlineData("split --restart", "*'--restart'*")]
    [InlineData("--Shop:Run=Quote --Shop:Prots:Web=1234", "*'--Shop:Prots:Web' was not matched. Did you mean*--Shop:Ports:Web*")]
    [InlineData("--Shop:Run=Quote --Modules:Edge:TimeLimt=00:00:10", "*'--Modules:Edge:TimeLimt' was not matched. Did you mean*--Modules:Edge:TimeLimit*")]
    [InlineData("--Shopp:Run=Quote", "*'--Shopp:Run' was not matched. Did you mean*--Shop:Run*")]
    [InlineData("split --Shop:Call:Deadline=00:00:10", "*'--Shop:Call:Deadline' was not matched. Did you mean*--Shop:Calls:Deadline*")]
    [InlineData("health --Shop:Port:Management=8082", "*'--Shop:Port:Management' was not matched. Did you mean*--Shop:Ports:Management*")]
    public async Task An_unknown_option_is_rejected_with_a_suggestion(string arguments, string line)
    {
        await using var shop = ShopProcess.Start(typeof(Host.Shop), arguments.Split(' '));

        (await shop.WaitForExitAsync(TestCancellation)).Should().Be(2);
        shop.Errors.Should().ContainSingle().Which.Should().Match(line);
        shop.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Help_names_the_commands_and_version_is_the_version_of_the_program()
    {
        await using var help = ShopProcess.Start(typeof(Host.Shop), ["--help"]);
        await using var version = ShopProcess.Start(typeof(Host.Shop), ["--version"]);

        (await help.WaitForExitAsync(TestCancellation)).Should().Be(0);
        (await version.WaitForExitAsync(TestCancellation)).Should().Be(0);
        string.Join('\n', help.Output).Should().ContainAll("  split ", "  migrate ", "  copy-data ", "  health ", "--json-logs", "--version");
        version.Output.Should().ContainSingle().Which.Should().StartWith(typeof(Host.Shop).Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public async Task A_start_without_a_command_does_not_load_the_parser()
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(typeof(Host.Shop), ["--Shop:Run=Quote", data.Argument]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        await using var parent = ShopProcess.Start(typeof(Host.Shop), ["split", "--Shop:Run=Quote", data.Argument]);
        await parent.WaitUntilReadyAsync(TestCancellation);

        LoadedBy(shop).Should().Contain("AstronomyShop.Host.dll").And.NotContain(OfCommands);
        LoadedBy(parent).Should().Contain("System.CommandLine.dll", "the test must see an assembly that is loaded");
    }

    [Theory, InlineData("split"), InlineData("--split")]
    public async Task Settings_reach_the_shop_in_every_form(string command)
    {
        using var data = new DataDirectory();
        await using var shop = ShopProcess.Start(
            typeof(Host.Shop), ["--urls", "http://127.0.0.1:0", "--Shop:Run", "Quote", command, $"Shop:DataDirectory={data.Path}", "/Logging:LogLevel:Quote=Error", "--OTEL_SDK_DISABLED=true"]);

        await shop.WaitUntilReadyAsync(TestCancellation);
        (await shop.Management.GetStringAsync("/processes", TestCancellation)).Should().Contain("\"Quote\"");
    }

    [Theory]
    [InlineData("--Shop:Run=Quote --Modules:Checkout:AttemptTime=00:00:30")]
    [InlineData("--Shop:Run=Quote --Modules:Quote:Address=http://127.0.0.1:9 --Split:Restart=false")]
    public async Task A_setting_of_something_that_does_not_run_here_is_accepted(string arguments)
    {
        await using var shop = ShopProcess.Start(typeof(Host.Shop), arguments.Split(' '));

        await shop.WaitUntilReadyAsync(TestCancellation);
    }

    // The program has no list of its settings. It records the settings that it reads, and the documented settings must be among them.
    [Fact]
    public async Task Every_documented_setting_exists()
    {
        var check = () => SettingCheck.RunAsync(ProgramArguments.Read(["--Shop:Nonsense=1"]), ReadSettings.AddTo(new ConfigurationBuilder()));
        var documents = Directory.EnumerateFiles(SourceTree.PathTo("docs"), "*.md").Append(SourceTree.PathTo("README.md")).Select(File.ReadAllText);

        var known = (await check.Should().ThrowAsync<UnknownSettingException>()).Which.Known;
        documents.SelectMany(text => Setting().Matches(text)).Select(setting => setting.Value.Replace("<Name>", "Cart", StringComparison.Ordinal)).Distinct()
            .Should().NotBeEmpty().And.BeSubsetOf(known);
    }

    private static IEnumerable<string> LoadedBy(ShopProcess process) =>
        File.ReadLines($"/proc/{process.Id}/maps").Select(line => Path.GetFileName(line.Split(' ')[^1])).Distinct();

    [GeneratedRegex(@"(?<=`)(Shop|Telemetry|ConnectionStrings|Modules|Split)(:[A-Za-z<>]+)+(?=[`=])")]
    private static partial Regex Setting();
}
