namespace AstronomyShop.Tests.Architecture;

/// <summary>Links between documents resolve, and the index names every document.</summary>
public sealed class DocumentLinksTests
{
    private const string Index = "docs/README.md";

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist() => Document.All.SelectMany(BrokenLinks).Should().BeEmpty();

    [Fact]
    public void A_link_to_a_missing_file_or_heading_is_found()
    {
        var page = new Document("docs/example.md", "# Example\n\n[a](missing.md), [b](scale.md#no-such-heading), [c](#example), [d](scale.md), [e](https://example.com/)");

        BrokenLinks(page).Should().Equal("docs/example.md links to missing.md", "docs/example.md links to scale.md#no-such-heading");
    }

    [Fact]
    public void The_index_names_every_document() => MissingFrom(Document.Read(Index)).Should().BeEmpty();

    [Fact]
    public void A_document_that_the_index_does_not_name_is_found() => MissingFrom(new Document(Index, "[Scale](scale.md)")).Should().Contain("README.md").And.NotContain("docs/scale.md");

    private static IEnumerable<string> BrokenLinks(Document document) =>
        document.Links.Where(link => !Exists(document, link)).Select(link => $"{document.Path} links to {link}");

    private static bool Exists(Document document, string link)
    {
        var path = document.Resolve(link);
        return path == document.Path || Path.Exists(Repository.PathTo(path.Split('/')))
            ? link.Split('#') is not [_, var anchor] || (path == document.Path ? document : Document.Read(path)).Anchors.Contains(anchor)
            : false;
    }

    // Each module has a README beside its code; docs/architecture.md, which is generated from the code, lists those.
    private static IEnumerable<string> MissingFrom(Document index)
    {
        var named = index.Links.Select(index.Resolve).Append(Index).ToHashSet();
        return Document.All.Select(document => document.Path).Where(path => !path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("templates/", StringComparison.Ordinal) && !named.Contains(path));
    }
}
