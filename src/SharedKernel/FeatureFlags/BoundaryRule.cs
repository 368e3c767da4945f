using System.IO.Enumeration;
using System.Text.Json;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>
/// One rule of <c>boundaryFaults</c>: <c>{"caller":"checkout","service":"payment","rpc":"*/Charge","share":0.5,"delayMs":[100,900],
/// "status":"UNAVAILABLE","detail":"…","after":false}</c>. An omitted field matches every call, always, without delay; names may contain
/// * and ?.
/// </summary>
internal sealed record BoundaryRule(string Caller, string Service, string Rpc, double Share, double ShortestDelay, double LongestDelay, Status? Status, bool After)
{
    private const string Any = "*";

    // Longer than any deadline; a longer delay would only hold memory.
    private const double MaxDelayMilliseconds = 60_000;

    public static BoundaryRule[] ReadAll(JsonElement flag) =>
        flag.ValueKind == JsonValueKind.Object && flag.TryGetProperty("rules", out var rules) && rules.ValueKind == JsonValueKind.Array
            ? [.. rules.EnumerateArray().Where(rule => rule.ValueKind == JsonValueKind.Object).Select(Read)]
            : [];

    public bool Matches(string caller, string service, string rpc) => Is(Caller, caller) && Is(Service, service) && Is(Rpc, rpc);

    public CallFault Fault(Random random) => new(
        $"{Caller} {Service} {Rpc}",
        TimeSpan.FromMilliseconds(ShortestDelay + ((LongestDelay - ShortestDelay) * random.NextDouble())),
        Status,
        After);

    private static BoundaryRule Read(JsonElement rule)
    {
        var delays = rule.TryGetProperty("delayMs", out var delay) ? Delays(delay) : [0];
        return new BoundaryRule(
            Text(rule, "caller") ?? Any,
            Text(rule, "service") ?? Any,
            Text(rule, "rpc") ?? Any,
            rule.TryGetProperty("share", out var share) && share.ValueKind == JsonValueKind.Number ? share.GetDouble() : 1,
            delays[0],
            delays[^1],
            Text(rule, "status") is { } status ? new Status(CodeOf(status), Text(rule, "detail") ?? "This call failed because of an injected fault") : null,
            rule.TryGetProperty("after", out var after) && after.ValueKind == JsonValueKind.True);
    }

    private static double[] Delays(JsonElement delay)
    {
        var all = delay.ValueKind == JsonValueKind.Array ? delay.EnumerateArray() : Enumerable.Repeat(delay, 1);
        double[] numbers = [.. all.Where(one => one.ValueKind == JsonValueKind.Number).Select(one => Math.Clamp(one.GetDouble(), 0, MaxDelayMilliseconds))];
        return numbers.Length > 0 ? numbers : [0];
    }

    private static StatusCode CodeOf(string name) =>
        Enum.TryParse<StatusCode>(name.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var code) && Enum.IsDefined(code)
            ? code
            : StatusCode.Unknown;

    private static string? Text(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Is(string pattern, string name) => pattern == Any || FileSystemName.MatchesSimpleExpression(pattern, name);
}
