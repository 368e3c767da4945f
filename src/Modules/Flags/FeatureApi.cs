using System.Reflection;
using System.Text.Json;
using AstronomyShop.Modules.Flags.Pages;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.Flags;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Flags;

/// <summary>Where flags are looked at and changed, by people and by programs: the public shop's paths.</summary>
internal static class FeatureApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var guard = routes.ServiceProvider.GetRequiredService<FeatureGuard>();
        var feature = routes.MapGroup("/feature").AddEndpointFilter(guard.Check);
        feature.MapGet("/api/read", Read);
        feature.MapGet("/api/read-file", Read);
        feature.MapPost("/api/write", Write);
        feature.MapPost("/api/write-to-file", Write);
        feature.MapGet("/", FlagsPage.Show);
        feature.MapPost("/choose", Choose);
        feature.MapGet("/advanced", (Evaluations flags, HttpContext call) => DocumentPage.Show(call, flags.Document.Text));
        feature.MapPost("/advanced", Replace);
        feature.MapGet("/scheduler", (HttpContext call, Evaluations flags, Scheduler scheduler) => SchedulerPage.Show(call, flags, scheduler));
        feature.MapPost("/scheduler/start", Start);
        feature.MapPost("/scheduler/stop", Stop);
        feature.MapGet("/live", (HttpContext call, FlagEvents events) => TypedResults.ServerSentEvents(events.Names(call.RequestAborted)));

        // These tell nothing, and a browser asks for them without the password of the page.
        MapFile(routes, "feature.css", "text/css; charset=utf-8");
        MapFile(routes, "feature.js", "text/javascript; charset=utf-8");
    }

    private static IResult Read(Evaluations flags) => Results.Text(flags.Document.Text, "application/json");

    private static async Task<IResult> Write(HttpContext call, FlagEditor editor)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(call.Request.Body, cancellationToken: call.RequestAborted);
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("data", out var data))
            {
                return Results.Json(new { error = "data is missing" }, statusCode: StatusCodes.Status400BadRequest);
            }

            await editor.Replace(data.GetRawText(), Who.Of(call), call.RequestAborted);
            return Results.Json(new { });
        }
        catch (Exception wrong) when (wrong is JsonException or FlagDocumentException)
        {
            return Results.Json(
                new { error = wrong is FlagDocumentException ? wrong.Message : "this is no JSON" }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Choose(HttpContext call, FlagEditor editor)
    {
        var form = await call.Request.ReadFormAsync(call.RequestAborted);
        return await editor.Choose(form["flag"].ToString(), form["variant"].ToString(), Who.Of(call), call.RequestAborted)
            ? Results.Redirect("/feature/")
            : Results.Json(new { error = "there is no such flag or variant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Replace(HttpContext call, FlagEditor editor)
    {
        var text = (await call.Request.ReadFormAsync(call.RequestAborted))["document"].ToString();
        try
        {
            await editor.Replace(text, Who.Of(call), call.RequestAborted);
            return Results.Redirect("/feature/advanced");
        }
        catch (FlagDocumentException wrong)
        {
            return DocumentPage.Show(call, text, wrong.Message);
        }
    }

    private static async Task<IResult> Start(HttpContext call, Evaluations flags, Scheduler scheduler)
    {
        var form = ScheduleForm.Of(await call.Request.ReadFormAsync(call.RequestAborted));
        var (schedule, problem) = form.Read(flags.Document);
        if (schedule is null)
        {
            return SchedulerPage.Show(call, flags, scheduler, form, problem);
        }

        await scheduler.Start(schedule, call.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static async Task<IResult> Stop(HttpContext call, Scheduler scheduler)
    {
        await scheduler.Stop(call.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string name, string type)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        routes.MapGet($"/feature/{name}", (HttpContext call) =>
        {
            call.Response.Headers.CacheControl = "max-age=300";
            return TypedResults.Bytes(content, type);
        });
    }
}
