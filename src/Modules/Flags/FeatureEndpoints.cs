using System.Reflection;
using System.Text.Json;
using AstronomyShop.Modules.Flags.Pages;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Flags;

/// <summary>The pages and the API for reading and changing flags, at the public shop's paths.</summary>
internal static class FeatureEndpoints
{
    public static void MapFeatureEndpoints(IEndpointRouteBuilder routes)
    {
        var guard = routes.ServiceProvider.GetRequiredService<FeatureAccessFilter>();
        var feature = routes.MapGroup("/feature").AddEndpointFilter(guard.InvokeAsync);
        feature.MapGet("/api/read", Read);
        feature.MapGet("/api/read-file", Read);
        feature.MapPost("/api/write", WriteAsync);
        feature.MapPost("/api/write-to-file", WriteAsync);
        feature.MapGet("/", FlagsPageModel.Page);
        feature.MapPost("/choose", ChooseAsync);
        feature.MapGet("/advanced", (FlagEvaluator flags, HttpContext context) => DocumentPageModel.Page(context, flags.Document.Text));
        feature.MapPost("/advanced", ReplaceAsync);
        feature.MapGet("/scheduler", (HttpContext context, FlagEvaluator flags, Scheduler scheduler) => SchedulerPageModel.Page(context, flags, scheduler));
        feature.MapPost("/scheduler/start", StartAsync);
        feature.MapPost("/scheduler/stop", StopAsync);
        feature.MapGet("/live", (HttpContext context, FlagEvents events) => TypedResults.ServerSentEvents(events.ReadNamesAsync(context.RequestAborted)));

        // These files contain no secrets, and a browser requests them without the password of the page.
        MapFile(routes, "feature.css", "text/css; charset=utf-8");
        MapFile(routes, "feature.js", "text/javascript; charset=utf-8");
    }

    private static IResult Read(FlagEvaluator flags) => Results.Text(flags.Document.Text, "application/json");

    private static async Task<IResult> WriteAsync(HttpContext context, FlagEditor editor)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("data", out var data))
            {
                return Results.Json(new { error = "data is missing" }, statusCode: StatusCodes.Status400BadRequest);
            }

            await editor.ReplaceAsync(data.GetRawText(), ChangeAuthor.Of(context), context.RequestAborted);
            return Results.Json(new { });
        }
        catch (Exception exception) when (exception is JsonException or FlagDocumentException)
        {
            return Results.Json(
                new { error = exception is FlagDocumentException ? exception.Message : "invalid JSON" }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, FlagEditor editor)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return await editor.ChooseAsync(form["flag"].ToString(), form["variant"].ToString(), ChangeAuthor.Of(context), context.RequestAborted)
            ? Results.Redirect("/feature/")
            : Results.Json(new { error = "unknown flag or variant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ReplaceAsync(HttpContext context, FlagEditor editor)
    {
        var text = (await context.Request.ReadFormAsync(context.RequestAborted))["document"].ToString();
        try
        {
            await editor.ReplaceAsync(text, ChangeAuthor.Of(context), context.RequestAborted);
            return Results.Redirect("/feature/advanced");
        }
        catch (FlagDocumentException exception)
        {
            return DocumentPageModel.Page(context, text, exception.Message);
        }
    }

    private static async Task<IResult> StartAsync(HttpContext context, FlagEvaluator flags, Scheduler scheduler)
    {
        var form = ScheduleForm.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        var (schedule, problem) = form.Read(flags.Document);
        if (schedule is null)
        {
            return SchedulerPageModel.Page(context, flags, scheduler, form, problem);
        }

        await scheduler.StartAsync(schedule, context.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static async Task<IResult> StopAsync(HttpContext context, Scheduler scheduler)
    {
        await scheduler.StopAsync(context.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string name, string type)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        routes.MapGet($"/feature/{name}", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=300";
            return TypedResults.Bytes(content, type);
        });
    }
}
