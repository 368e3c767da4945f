using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.Audit;

namespace AstronomyShop.Host;

/// <summary>What the parent's management port answers: the same as a single shop's, over all processes.</summary>
internal static class SplitManagement
{
    // It is all a module has, read anew.
    private static readonly TimeSpan LongestAccount = TimeSpan.FromSeconds(10);

    public static void Map(WebApplication app, SplitPlan plan)
    {
        foreach (var path in plan.Observatory?.Face.ManagementPaths ?? [])
        {
            app.MapForwarder($"{path}/{{**rest}}", plan.Observatory!.Management.ToString());
        }

        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        app.MapGet("/health/ready", Ready);
        app.MapGet("/audit", Audit);
        app.MapGet("/processes", (SplitShop shop) => TypedResults.Json(shop.Children.Select(child => new
        {
            module = child.Part.Face.Name,
            service = child.Part.Face.ServiceName,
            pid = child.ProcessId,
            web = child.Part.Web,
            grpc = child.Part.Grpc,
            management = child.Part.Management,
        })));
    }

    private static async Task<IResult> Ready(SplitShop shop, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(shop.Children.Select(child => ReadinessOf(shop, child, cancellation)));
        var ready = answers.All(answer => answer.IsReady);
        return TypedResults.Json(
            new { status = ready ? "ready" : "not ready", modules = new JsonObject(answers.SelectMany(answer => answer.Modules)) },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(bool IsReady, IEnumerable<KeyValuePair<string, JsonNode?>> Modules)> ReadinessOf(
        SplitShop shop, SplitChild child, CancellationToken cancellation)
    {
        using var answer = await shop.Ask(child, "/health/ready", SplitShop.LongestProbe, cancellation);
        if (answer is null)
        {
            return (false, [new(child.Part.Face.ServiceName, new JsonObject { ["ready"] = false, ["checks"] = new JsonObject { ["process"] = "does not answer" } })]);
        }

        var said = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation);
        return (answer.IsSuccessStatusCode, said!["modules"]!.AsObject().Select(module => KeyValuePair.Create(module.Key, module.Value?.DeepClone())));
    }

    // Without the account of every process nothing can be said of money that several know about.
    private static async Task<IResult> Audit(SplitShop shop, CancellationToken cancellation)
    {
        try
        {
            return TypedResults.Json(await Auditor.Decide(() => AccountsOf(shop, cancellation), cancellation));
        }
        catch (MissingAccountException missing)
        {
            return TypedResults.Json(new { missing = missing.Service }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<List<AuditAccount>> AccountsOf(SplitShop shop, CancellationToken cancellation)
    {
        var accounts = new List<AuditAccount>();
        foreach (var child in shop.Children)
        {
            using var answer = await shop.Ask(child, "/audit/account", LongestAccount, cancellation);
            accounts.AddRange(answer is { IsSuccessStatusCode: true }
                ? await answer.Content.ReadFromJsonAsync<List<AuditAccount>>(cancellation) ?? []
                : throw new MissingAccountException(child.Part.Face.ServiceName));
        }

        return accounts;
    }

    private sealed class MissingAccountException(string service) : Exception($"{service} gives no account")
    {
        public string Service => service;
    }
}
