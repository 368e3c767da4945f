using System.Text;
using System.Text.Json;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Primitives;
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

    private const int IdLength = 32;
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_500;
    private const long MaxMilliseconds = 10_000_000_000_000;
    private const long MaxBytes = 32 * 1024 * 1024;

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
            return ids.All(IsTraceId) ? List(ids.Select(id => FindById(store, id)).OfType<StoredTrace>().Select(JaegerTrace.Of)) : Refuse("malformed parameter 'traceID', expecting a hexadecimal number");
        }

        if (queryString["service"].ToString() is not { Length: > 0 } service)
        {
            return Refuse("parameter 'service' is required");
        }

        if (Tags(queryString) is not { } tags)
        {
            return Refuse("malformed 'tags' parameter, expecting a JSON object of strings, or 'tag' parameter, expecting key:value");
        }

        var fields = new QueryFields(queryString);
        var (start, end, lookback) = (fields.Moment("start"), fields.Moment("end"), fields.Duration("lookback"));
        var query = new TraceQuery
        {
            Service = service,
            Operation = queryString["operation"],
            Tags = tags,
            MinDuration = fields.Duration("minDuration"),
            MaxDuration = fields.Duration("maxDuration"),
            Since = start ?? (lookback is { } span ? store.Time.GetUtcNow().UtcDateTime - span : DateTime.MinValue),
            Until = end ?? DateTime.MaxValue,
            Limit = (int)Math.Clamp(fields.Number("limit", int.MaxValue) ?? DefaultLimit, 1, MaxLimit),
        };
        return fields.Problem is { } problem ? Refuse(problem) : List(query.Find(store.Traces).TakeWithin(MaxLimit, MaxBytes, trace => trace.Spans.Sum(one => one.Bytes)).Select(JaegerTrace.Of));
    }

    private static JsonHttpResult<Answer> Find(TelemetryStore store, string id) => FindById(store, id) is { } trace
        ? List([JaegerTrace.Of(trace)])
        : Fail(StatusCodes.Status404NotFound, "trace not found");

    // Jaeger omits leading zeros of ids, so they may be missing here.
    private static bool IsTraceId(string? id) => id is { Length: > 0 and <= IdLength } && id.All(char.IsAsciiHexDigit);

    private static StoredTrace? FindById(TelemetryStore store, string? id) =>
        IsTraceId(id) ? store.Traces.Find(ByteString.CopyFrom(Convert.FromHexString(id!.PadLeft(IdLength, '0')))) : null;

    private static JsonHttpResult<Answer> Dependencies(TelemetryStore store, HttpRequest request)
    {
        var fields = new QueryFields(request.Query);
        var (endTs, lookback) = (fields.Number("endTs", MaxMilliseconds), fields.Number("lookback", MaxMilliseconds));
        if (fields.Problem is { } problem)
        {
            return Refuse(problem);
        }

        var until = endTs is { } end ? DateTime.UnixEpoch.AddMilliseconds(end) : DateTime.MaxValue;
        var since = lookback is { } span && until != DateTime.MaxValue ? until.AddMilliseconds(-span) : DateTime.MinValue;
        var map = ServiceMap.Of(store.Traces.All().Where(trace => trace.Start <= until), since);
        return List(map.Calls.Select(call => new { parent = call.Key.From, child = call.Key.To, callCount = call.Value.Count }));
    }

    // Both forms of Jaeger: tags={"key":"value"} and tag=key:value, which may be repeated.
    private static Dictionary<string, string>? Tags(IQueryCollection queryString)
    {
        try
        {
            var tags = queryString["tags"].ToString() is { Length: > 0 } json ? StrictJson.Parse(Encoding.UTF8.GetBytes(json)).Deserialize<Dictionary<string, string>>() : [];
            if (tags is null)
            {
                return null;
            }

            foreach (var tag in queryString["tag"].OfType<string>())
            {
                if (tag.Split(':', 2) is not [{ Length: > 0 } key, var value])
                {
                    return null;
                }

                tags[key] = value;
            }

            return tags;
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
