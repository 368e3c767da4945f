using System.Text.Json;

namespace AstronomyShop.Tests.Architecture;

/// <summary>
/// The compiler rejects the symbols in <c>src/BannedSymbols.txt</c>. A misspelt line of that list has no effect and gives no warning, so each line
/// is compared with the findings of the compiler in a module that uses every banned symbol.
/// </summary>
public sealed class BannedSymbolsTests
{
    private const string BannedCall = "RS0030";

    [Fact]
    public void Every_line_of_the_list_bans_its_call()
    {
        var list = File.ReadAllLines(Repository.PathTo("src", "BannedSymbols.txt"));

        var caught = Findings("Nosy");

        list.Should().NotBeEmpty().And.OnlyContain(line => caught.Any(finding => Names(finding, line)));
        caught.Should().HaveSameCount(list);
    }

    [Fact]
    public void A_module_without_banned_calls_has_no_findings() => Findings("Victim").Should().BeEmpty();

    // "P:System.DateTime.Now;why" is found as "The symbol 'DateTime.Now' is banned in this project: why".
    private static bool Names(string finding, string line)
    {
        var (symbol, why) = (line.Split(';')[0].Split('(')[0], line.Split(';')[1]);
        var member = string.Join('.', symbol.Split('.')[^2..]);
        return finding.Contains($"'{member}", StringComparison.Ordinal) && finding.EndsWith(why, StringComparison.Ordinal);
    }

    private static List<string> Findings(string module)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "violations", $"AstronomyShop.Modules.{module}.sarif");
        using var log = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => result.GetProperty("ruleId").GetString() == BannedCall)
                .Select(result => result.GetProperty("message").GetProperty("text").GetString()!),
        ];
    }
}
