using System.Text.Json;
using AstronomyShop.Modules.Flags.Evaluation;
using AstronomyShop.Modules.Flags.Pages;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Flags.Editing;

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
        feature.MapPost("/choose", ChooseAsync).AddEndpointFilter(new FormFilter());
        feature.MapGet("/advanced", (FlagEvaluator flags, HttpContext context) => DocumentPageModel.Page(context, flags.Document.Text));
        feature.MapPost("/advanced", ReplaceAsync).AddEndpointFilter(new FormFilter());
        feature.MapGet("/scheduler", (HttpContext context, FlagEvaluator flags, Scheduler scheduler) => SchedulerPageModel.Page(context, flags, scheduler));
        feature.MapPost("/scheduler/start", StartAsync).AddEndpointFilter(new FormFilter());
        feature.MapPost("/scheduler/stop", StopAsync);
        feature.MapGet("/live", (HttpContext context, FlagEvents events) => HttpMethods.IsHead(context.Request.Method)
            ? Results.Text(string.Empty, "text/event-stream")
            : TypedResults.ServerSentEvents(events.ReadNamesAsync(context.RequestAborted)));

        // These files contain no secrets, and a browser requests them without the password of the page.
        MapFile(routes, "feature.css");
        MapFile(routes, "feature.js");
    }

    private static IResult Read(FlagEvaluator flags) => Results.Text(flags.Document.Text, "application/json");

    private static async Task<IResult> WriteAsync(HttpContext context, FlagEditor editor)
    {
        try
        {
            var body = StrictJson.Parse(await ReadBodyAsync(context));
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

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, FlagEditor editor)
    {
        var form = context.Request.Form;
        try
        {
            return await editor.ChooseAsync(form["flag"].ToString(), form["variant"].ToString(), ChangeAuthor.Of(context), context.RequestAborted)
                ? Results.Redirect("/feature/")
                : Results.Json(new { error = "unknown flag or variant" }, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (FlagDocumentException exception)
        {
            // Another program has broken the file.
            return Results.Json(new { error = exception.Message }, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> ReplaceAsync(HttpContext context, FlagEditor editor)
    {
        var text = context.Request.Form["document"].ToString();
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
        var form = ScheduleForm.Of(context.Request.Form);
        var (schedule, problem) = form.Read(flags.Document);
        if (schedule is null)
        {
            return SchedulerPageModel.Page(context, flags, scheduler, form, $"Not started. {problem}");
        }

        await scheduler.StartAsync(schedule, context.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static async Task<IResult> StopAsync(HttpContext context, Scheduler scheduler)
    {
        await scheduler.StopAsync(context.RequestAborted);
        return Results.Redirect("/feature/scheduler");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string name)
    {
        var file = EmbeddedFile.FindAll(typeof(FeatureEndpoints).Assembly)[name];
        routes.MapGet($"/feature/{name}", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=300";
            return file;
        });
    }
}
