using System.Text.RegularExpressions;
using AstronomyShop.Tests.Architecture;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The workflow that runs the checks of <c>.ci/run</c> on GitHub.</summary>
public sealed partial class WorkflowTests
{
    [Fact]
    public void The_workflow_uses_only_pinned_actions()
    {
        var used = Uses().Matches(File.ReadAllText(Repository.PathTo(".github", "workflows", "ci.yml"))).Select(match => match.Groups[1].Value).ToList();

        used.Should().HaveCountGreaterThan(5).And.OnlyContain(name => Exact().IsMatch(name), "a tag can be moved");
    }

    [GeneratedRegex(@"^.*(?:uses|container): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    // An action is pinned by a commit, with the version in a comment; an image is pinned by its digest.
    [GeneratedRegex(@"^([a-z/-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+|[a-z]+:[\d.]+@sha256:[0-9a-f]{64})$")]
    private static partial Regex Exact();
}
