namespace AstronomyShop.Tests.Contracts;

/// <summary>The table of the public shop's messages and rpcs.</summary>
internal static class PublicContract
{
    public static IReadOnlyList<string> Messages { get; } = Lines("message ");

    public static IReadOnlyList<string> Rpcs { get; } = Lines("rpc ");

    /// <summary>The part of a line before the colon: <c>message Cart</c>, <c>rpc CartService.GetCart</c>.</summary>
    public static string Subject(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The lines of the table that are not, with the same text, in a list of lines.</summary>
    public static IReadOnlyList<string> Differences(IEnumerable<string> table, IEnumerable<string> ours) => [.. table.Except(ours)];

    private static List<string> Lines(string kind)
    {
        using var text = new StreamReader(typeof(PublicContract).Assembly.GetManifestResourceStream("public-contract.txt")!);
        return [.. text.ReadToEnd().Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith(kind, StringComparison.Ordinal))];
    }
}
