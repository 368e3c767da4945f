using System.Diagnostics;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Providers;

/// <summary>A script of this folder in a Node process that reads and writes lines of JSON.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private NodeProcess(Process process) => this.process = process;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public static NodeProcess Start(string script, params string[] arguments)
    {
        var node = RealPart.PathOf(Part.Node, "node");
        var folder = SourceTree.PathTo("tests", "Providers");
        RealPart.Require(Part.OpenFeature);
        var start = new ProcessStartInfo(node, [script, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return new NodeProcess(Process.Start(start)!);
    }

    public async Task<JsonNode> SendAsync(JsonNode question)
    {
        await process.StandardInput.WriteLineAsync(question.ToJsonString());
        return await ReceiveAsync();
    }

    /// <summary>The next line of its output.</summary>
    public async Task<JsonNode> ReceiveAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestCancellation).AsTask().WaitAsync(Timeout, TestCancellation);
        return JsonNode.Parse(line ?? throw new InvalidOperationException("The script exited without output; its errors are printed above."))!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
