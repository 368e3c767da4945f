using System.Diagnostics;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Providers;

/// <summary>A script of this folder on a Node of its own, which takes lines of JSON and says lines of JSON.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private NodeScript(Process process) => this.process = process;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public static NodeScript Start(string script, params string[] arguments)
    {
        var node = RealPart.PathOf(Part.Node, "node");
        var folder = SourceTree.PathTo("tests", "Providers");
        RealPart.Require(Part.OpenFeature);
        var start = new ProcessStartInfo(node, [script, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return new NodeScript(Process.Start(start)!);
    }

    public async Task<JsonNode> Ask(JsonNode question)
    {
        await process.StandardInput.WriteLineAsync(question.ToJsonString());
        return await Hear();
    }

    /// <summary>The next thing it says.</summary>
    public async Task<JsonNode> Hear()
    {
        var line = await process.StandardOutput.ReadLineAsync(Test).AsTask().WaitAsync(Patience, Test);
        return JsonNode.Parse(line ?? throw new InvalidOperationException("The script ended before it said a word; what it complained of is above."))!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
