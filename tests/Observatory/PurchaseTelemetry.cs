using System.Text;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The telemetry of a purchase: six services, one of which reports an error.</summary>
internal static class PurchaseTelemetry
{
    public const string Trace = "0af7651916cd43dd8448eb211c80319c";
    public const string Script = "<script>alert('stars')</script>";

    private static readonly (string Service, string Name, Span.Types.SpanKind Kind, int Parent)[] Steps =
    [
        ("frontend", "POST /api/checkout", Span.Types.SpanKind.Server, 0),
        ("frontend", "oteldemo.CheckoutService/PlaceOrder", Span.Types.SpanKind.Client, 1),
        ("checkout", "oteldemo.CheckoutService/PlaceOrder", Span.Types.SpanKind.Server, 2),
        ("checkout", "oteldemo.CartService/GetCart", Span.Types.SpanKind.Client, 3),
        ("cart", "oteldemo.CartService/GetCart", Span.Types.SpanKind.Server, 4),
        ("checkout", "oteldemo.PaymentService/Charge", Span.Types.SpanKind.Client, 3),
        ("payment", "oteldemo.PaymentService/Charge", Span.Types.SpanKind.Server, 6),
        ("checkout", "orders publish", Span.Types.SpanKind.Producer, 3),
        ("accounting", "orders process", Span.Types.SpanKind.Consumer, 8),
        ("email", "send_email", Span.Types.SpanKind.Server, 3),
    ];

    public static ByteString TraceId { get; } = ByteString.CopyFrom(Convert.FromHexString(Trace));

    public static ByteString Id(int number) => ByteString.CopyFrom([0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number]);

    public static ExportTraceServiceRequest Spans(DateTimeOffset at)
    {
        var request = new ExportTraceServiceRequest();
        for (var step = 0; step < Steps.Length; step++)
        {
            var (service, name, kind, parent) = Steps[step];
            var span = NewSpan(TraceId, step + 1, name, at.AddMilliseconds(step), TimeSpan.FromMilliseconds(50 - (3 * step)));
            span.ParentSpanId = parent == 0 ? ByteString.Empty : Id(parent);
            span.Kind = kind;
            Mark(span, service, kind, at);
            request.ResourceSpans.Add(new ResourceSpans { Resource = Service(service), ScopeSpans = { new ScopeSpans { Spans = { span } } } });
        }

        return request;
    }

    public static ExportLogsServiceRequest Logs(DateTimeOffset at) => new()
    {
        ResourceLogs =
        {
            new ResourceLogs
            {
                Resource = Service("checkout"),
                ScopeLogs =
                {
                    new ScopeLogs
                    {
                        LogRecords =
                        {
                            new LogRecord
                            {
                                TimeUnixNano = Nanoseconds(at), SeverityNumber = SeverityNumber.Warn, Body = new AnyValue { StringValue = $"order placed {Script}" },
                                EventName = "order.placed", TraceId = TraceId, SpanId = Id(3),
                            },
                        },
                    },
                },
            },
        },
    };

    public static ExportMetricsServiceRequest Metrics(DateTimeOffset at, long transactions) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = Service("payment"),
                ScopeMetrics =
                {
                    new ScopeMetrics
                    {
                        Metrics =
                        {
                            new Metric
                            {
                                Name = "demo.payment.transactions", Unit = "{transaction}",
                                Sum = new Sum
                                {
                                    IsMonotonic = true,
                                    DataPoints = { new NumberDataPoint { TimeUnixNano = Nanoseconds(at), AsInt = transactions, Attributes = { Pair("demo.payment.currency", Script) } } },
                                },
                            },
                        },
                    },
                },
            },
        },
    };

    public static Span NewSpan(ByteString trace, int id, string name, DateTimeOffset start, TimeSpan duration) => new()
    {
        TraceId = trace, SpanId = Id(id), Name = name, StartTimeUnixNano = Nanoseconds(start), EndTimeUnixNano = Nanoseconds(start + duration),
    };

    public static Resource Service(string name) => new() { Attributes = { Pair("service.name", name) } };

    public static KeyValue Pair(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static ByteString NewTrace(int number) => ByteString.CopyFrom(Encoding.ASCII.GetBytes($"{number:x16}"));

    private static void Mark(Span span, string service, Span.Types.SpanKind kind, DateTimeOffset at)
    {
        if (service == "checkout" && kind == Span.Types.SpanKind.Server)
        {
            span.Attributes.Add(Pair("demo.order.id", $"order-42 {Script}"));
            span.Events.Add(new Span.Types.Event { Name = "charged", TimeUnixNano = Nanoseconds(at.AddMilliseconds(9)) });
            span.Links.Add(new Span.Types.Link { TraceId = NewTrace(7), SpanId = Id(7) });
        }

        if (service == "email")
        {
            span.Status = new Status { Code = Status.Types.StatusCode.Error };
        }
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;
}
