using System.Globalization;
using System.Text.Json;
using AstronomyShop.Modules.Observatory.Storage;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Observatory.JaegerApi;

/// <summary>Jaeger's query API, so that clients of Jaeger can read the shop's traces.</summary>
internal static class JaegerEndpoints
{
    public const string Path = "/jaeger";

    public static void MapJaegerEndpoints(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/jaeger/ui/api");
        api.MapGet("/services", (TelemetryStore store) => List(store.Traces.All().SelectMany(trace => trace.Spans).Select(span => span.Service).Distinct().Order(StringComparer.Ordinal)));
        api.MapGet("/services/{service}/operations", (TelemetryStore store, string service) => List(Operations(store, service).Select(one => one.Name).Distinct()));
        api.MapGet("/operations", (TelemetryStore store, string? service, string? spanKind) => service is null
            ? Refuse("parameter 'service' is required")
            : List(Operations(store, service).Where(one => string.IsNullOrEmpty(spanKind) || one.Kind == spanKind).Select(one => new { name = one.Name, spanKind = one.Kind })));
        api.MapGet("/traces", Search);
        api.MapGet("/traces/{id}", Find);
        api.MapGet("/dependencies", Dependencies);
    }

    public static string KindOf(StoredSpan span) => span.Span.Kind.ToString().ToLowerInvariant();

    private static IEnumerable<(string Name, string Kind)> Operations(TelemetryStore store, string service) =>
        store.Traces.All().SelectMany(trace => trace.Spans).Where(span => span.Service == service)
            .Select(span => (span.Name, KindOf(span))).Distinct().Order();

    private static JsonHttpResult<Answer> Search(TelemetryStore store, HttpRequest request)
    {
        var queryString = request.Query;
        if (queryString["traceID"] is { Count: > 0 } ids)
        {
            return List(ids.Select(id => FindById(store, id)).OfType<StoredTrace>().Select(JaegerTrace.Of));
        }

        if (queryString["service"].ToString() is not { Length: > 0 } service)
        {
            return Refuse("parameter 'service' is required");
        }

        if (Tags(queryString) is not { } tags)
        {
            return Refuse("malformed 'tags' parameter, expecting a JSON object of strings");
        }

        var found = new TraceQuery
        {
            Service = service,
            Operation = queryString["operation"],
            Tags = tags,
            MinDuration = Durations.Read(queryString["minDuration"]),
            MaxDuration = Durations.Read(queryString["maxDuration"]),
            Since = Moment(queryString["start"]) ?? (Durations.Read(queryString["lookback"]) is { } lookback ? store.Time.GetUtcNow().UtcDateTime - lookback : DateTime.MinValue),
            Until = Moment(queryString["end"]) ?? DateTime.MaxValue,
            Limit = int.TryParse(queryString["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 1_500) : 100,
        }.Find(store.Traces);
        return List(found.Select(JaegerTrace.Of));
    }

    private static JsonHttpResult<Answer> Find(TelemetryStore store, string id) => FindById(store, id) is { } trace
        ? List([JaegerTrace.Of(trace)])
        : Fail(StatusCodes.Status404NotFound, "trace not found");

    private static StoredTrace? FindById(TelemetryStore store, string? id)
    {
        // Jaeger omits leading zeros of ids, so they may be missing here.
        var whole = (id ?? "").PadLeft(32, '0');
        return whole.Length == 32 && whole.All(char.IsAsciiHexDigit) ? store.Traces.Find(ByteString.CopyFrom(Convert.FromHexString(whole))) : null;
    }

    private static JsonHttpResult<Answer> Dependencies(TelemetryStore store, string? endTs, string? lookback)
    {
        var until = Milliseconds(endTs) is { } end ? DateTime.UnixEpoch.AddMilliseconds(end) : DateTime.MaxValue;
        var since = Milliseconds(lookback) is { } span && until != DateTime.MaxValue ? until.AddMilliseconds(-span) : DateTime.MinValue;
        var map = ServiceMap.Of(store.Traces.All().Where(trace => trace.Start <= until), since);
        return List(map.Calls.Select(call => new { parent = call.Key.From, child = call.Key.To, callCount = call.Value.Count }));
    }

    // Both forms of Jaeger: tags={"key":"value"} and tag=key:value, which may be repeated.
    private static Dictionary<string, string>? Tags(IQueryCollection queryString)
    {
        try
        {
            var tags = queryString["tags"].ToString() is { Length: > 0 } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [] : [];
            foreach (var pair in queryString["tag"].OfType<string>().Select(tag => tag.Split(':', 2)).Where(pair => pair.Length == 2))
            {
                tags[pair[0]] = pair[1];
            }

            return tags;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTime? Moment(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1e17
            ? DateTime.UnixEpoch.AddMicroseconds(number)
            : null;

    private static long? Milliseconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1e13 ? number : null;

    private static JsonHttpResult<Answer> List<T>(IEnumerable<T> data)
    {
        T[] all = [.. data];
        return TypedResults.Json(new Answer(all, all.Length, null));
    }

    private static JsonHttpResult<Answer> Refuse(string message) => Fail(StatusCodes.Status400BadRequest, message);

    private static JsonHttpResult<Answer> Fail(int code, string message) =>
        TypedResults.Json(new Answer(null, 0, [new Problem(code, message)]), statusCode: code);

    private sealed record Answer(object? Data, int Total, IReadOnlyList<Problem>? Errors)
    {
        public int Limit { get; }

        public int Offset { get; }
    }

    private sealed record Problem(int Code, string Msg);
}
