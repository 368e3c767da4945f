using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Export requests that are small when compressed and large in memory do not increase the memory of the shop without limit.</summary>
public sealed class HeavyReportTests(PublicPortFixture publicPort)
{
    private const int Reports = 150;
    private const int AttributeBytes = 3 * 1_048_576;

    // All reports together have 450 MiB of text, which takes twice that in memory.
    private const long MostGrowth = 400 * 1_048_576L;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heavy_reports_are_kept_in_bounded_memory()
    {
        var shop = await publicPort.OpenAsync();
        using var process = Process.GetProcessById(shop.Id);
        var before = process.WorkingSet64;

        for (var number = 0; number < Reports; number++)
        {
            using var body = new ByteArrayContent(Pack(NewReport(number))) { Headers = { ContentType = new("application/x-protobuf"), ContentEncoding = { "gzip" } } };
            using var response = await shop.Management.PostAsync("/v1/traces", body, TestCancellation);
            response.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        }

        process.Refresh();
        (process.WorkingSet64 - before).Should().BeLessThan(MostGrowth);
        (await shop.Management.GetAsync("/observatory/", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_public_port_takes_no_reports_and_shows_no_traces()
    {
        await publicPort.OpenAsync();
        using var client = publicPort.ClientAt(IPAddress.Loopback);
        using var body = new ByteArrayContent(Pack(NewReport(0))) { Headers = { ContentType = new("application/x-protobuf"), ContentEncoding = { "gzip" } } };

        (await client.PostAsync("/v1/traces", body, TestCancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/jaeger/ui/api/traces?service=checkout", TestCancellation)).StatusCode.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
    }

    private static byte[] NewReport(int number) => new ExportTraceServiceRequest
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new() { Attributes = { Text("service.name", $"heavy-{number}"), Text("text", new string((char)('a' + (number % 26)), AttributeBytes)) } },
                ScopeSpans =
                {
                    new ScopeSpans
                    {
                        Spans = { new Span { TraceId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()), SpanId = ByteString.CopyFrom(BitConverter.GetBytes(number + 1L)), Name = "heavy" } },
                    },
                },
            },
        },
    }.ToByteArray();

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static byte[] Pack(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
