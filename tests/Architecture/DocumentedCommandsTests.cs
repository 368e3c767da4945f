using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Every command in the documents is run by a test or a CI step, or the list gives the reason why it is not run.</summary>
public sealed class DocumentedCommandsTests
{
    private static readonly CommandList List = new(File.ReadLines(Repository.PathTo("tests", "Architecture", "documented-commands.txt")));

    private static readonly IReadOnlyCollection<Document> Documents =
        [.. Document.All.Where(document => document.Path is "README.md" or "CONTRIBUTING.md" || document.Path.StartsWith("docs/", StringComparison.Ordinal))];

    [Fact]
    public void Every_command_is_listed() => Documents.SelectMany(List.MissingCommandsOf).Should().BeEmpty();

    [Fact]
    public void Every_line_of_the_list_stands_for_a_command() => List.Unused(Documents).Should().BeEmpty();

    [Fact]
    public void Every_line_names_an_existing_test_or_a_reason() => List.Unfounded().Should().BeEmpty();

    [Fact]
    public void A_command_that_is_not_listed_is_found()
    {
        var list = new CommandList(["dotnet build => run by .ci/run", "curl -s … => not run: an example", "make => run by tests/Make", "ls => not run: "]);
        var page = new Document("docs/example.md", "```sh\ndotnet build    # all of it\ncurl -s localhost\nrm -rf data\n```\nor `npm ci --prefix web`, after `dotnet run`\n");

        list.MissingCommandsOf(page).Should().Equal("docs/example.md: rm -rf data", "docs/example.md: npm ci --prefix web");
        list.Unused([page]).Should().Equal("make", "ls");
        list.Unfounded().Should().Equal("make", "ls");
    }

    [Fact]
    public void A_command_continues_while_a_quote_a_loop_or_a_backslash_is_open() =>
        ShellBlocks.CommandsOf("curl -d '{\n  \"a\":1}'; echo   # why\n\nfor x in a b; do\n  echo $x\ndone\ndocker \\\n  run\n")
            .Should().Equal("curl -d '{ \"a\":1}'; echo", "for x in a b; do echo $x done", "docker run");
}
