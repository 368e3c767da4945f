using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.Tests.Observatory;

public sealed class AnnotationTests : ObservatoryFixture
{
    [Fact]
    public async Task A_flag_change_is_an_annotation_in_the_charts()
    {
        (await PageAsync("/observatory/metrics")).Should().NotContain("class=\"mark\"");
        var line = new LogRecord
        {
            TimeUnixNano = (ulong)StartTime.AddSeconds(5).ToUnixTimeMilliseconds() * 1_000_000,
            EventName = "feature_flag.changed",
            Body = new AnyValue { StringValue = "cartFailure: off → 90%, by <b>somebody" },
        };
        var service = new Resource { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "flagd" } } } };
        await new LogsService.LogsServiceClient(Shop.Channel).ExportAsync(
            new() { ResourceLogs = { new ResourceLogs { Resource = service, ScopeLogs = { new ScopeLogs { LogRecords = { line } } } } } }, cancellationToken: TestCancellation);

        var page = await PageAsync("/observatory/metrics");

        page.Should().Contain("class=\"mark\"").And.Contain("<title>cartFailure: off → 90%, by &lt;b&gt;somebody</title>").And.Contain("<ol class=\"marks\"");
    }
}
