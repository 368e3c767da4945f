using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.Web;

namespace AstronomyShop.Host.Split;

/// <summary>The management port of the parent process: the same endpoints as in one process, over all child processes.</summary>
internal static class SplitManagementEndpoints
{
    public static void MapSplitManagementEndpoints(WebApplication app, SplitPlan plan)
    {
        foreach (var (child, path) in plan.Children.SelectMany(child => child.Descriptor.ManagementPaths, (child, path) => (child, path)))
        {
            app.MapForwarder($"{path}/{{**rest}}", child.Management.ToString());
        }

        var routes = app.WithHead();
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapGet("/processes", (ChildProcessSupervisor shop) => TypedResults.Json(shop.Children.Select(child => new
        {
            module = child.Spec.Descriptor.Name,
            service = child.Spec.Descriptor.ServiceName,
            pid = child.ProcessId,
            web = child.Spec.Web,
            grpc = child.Spec.Grpc,
            management = child.Spec.Management,
        })));
    }

    private static async Task<IResult> ReadyAsync(ChildProcessSupervisor shop, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(shop.Children.Select(child => ReadinessOfAsync(shop, child, cancellationToken)));
        var ready = answers.All(answer => answer.IsReady);
        return TypedResults.Json(
            new { status = ready ? "ready" : "not ready", modules = new JsonObject(answers.SelectMany(answer => answer.Modules)) },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(bool IsReady, IEnumerable<KeyValuePair<string, JsonNode?>> Modules)> ReadinessOfAsync(
        ChildProcessSupervisor shop, ChildProcess child, CancellationToken cancellationToken)
    {
        using var response = await shop.GetAsync(child, "/health/ready", ChildProcessSupervisor.ProbeTimeout, cancellationToken);
        if (response is null)
        {
            return (false, [new(child.Spec.Descriptor.ServiceName, new JsonObject { ["ready"] = false, ["checks"] = new JsonObject { ["process"] = "does not respond" } })]);
        }

        var said = await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        return (response.IsSuccessStatusCode, said!["modules"]!.AsObject().Select(module => KeyValuePair.Create(module.Key, module.Value?.DeepClone())));
    }
}
