using System.Net;
using System.Text.Json;

namespace AstronomyShop.Tests.Observatory;

public sealed class JaegerApiTests : ObservatoryFixture
{
    [Fact]
    public async Task Services_and_operations_are_listed()
    {
        var services = await DataAsync("/jaeger/ui/api/services");
        var operations = await DataAsync("/jaeger/ui/api/services/accounting/operations");
        var kinds = await DataAsync("/jaeger/ui/api/operations?service=checkout&spanKind=producer");

        services.EnumerateArray().Select(name => name.GetString()).Should().Equal("accounting", "cart", "checkout", "email", "frontend", "payment");
        operations.EnumerateArray().Select(name => name.GetString()).Should().Equal("orders process");
        kinds.EnumerateArray().Single().GetProperty("name").GetString().Should().Be("orders publish");
    }

    [Fact]
    public async Task A_child_refers_to_its_parent_across_services()
    {
        var trace = (await DataAsync($"/jaeger/ui/api/traces/{PurchaseTelemetry.Trace}")).EnumerateArray().Single();

        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var cart = spans.Single(span => ServiceOf(trace, span) == "cart");
        var reference = cart.GetProperty("references").EnumerateArray().Single();
        reference.GetProperty("refType").GetString().Should().Be("CHILD_OF");
        var parent = spans.Single(span => span.GetProperty("spanID").GetString() == reference.GetProperty("spanID").GetString());
        ServiceOf(trace, parent).Should().Be("checkout");
        cart.GetProperty("startTime").GetInt64().Should().Be(StartTime.AddMilliseconds(4).ToUnixTimeMilliseconds() * 1000 + (StartTime.Ticks % 10_000 / 10));
        cart.GetProperty("duration").GetInt64().Should().Be(38_000);
    }

    [Theory]
    [InlineData("service=cart&limit=1&lookback=1h", 1), InlineData("service=cart&minDuration=1s", 0), InlineData("service=cart&maxDuration=1m30s", 1), InlineData("service=cart&minDuration=1m30s", 0)]
    [InlineData("service=email&tags=%7B%22error%22%3A%22true%22%7D", 1), InlineData("service=cart&tags=%7B%22error%22%3A%22true%22%7D", 0)]
    [InlineData("service=checkout&operation=orders+publish", 1), InlineData("service=nobody", 0)]
    public async Task Traces_are_searched_with_the_parameters_of_Jaeger(string search, int expected) =>
        (await DataAsync($"/jaeger/ui/api/traces?{search}")).GetArrayLength().Should().Be(expected);

    [Fact]
    public async Task Dependencies_count_the_calls_between_services()
    {
        var edges = await DataAsync("/jaeger/ui/api/dependencies");

        edges.EnumerateArray().Select(edge => $"{edge.GetProperty("parent")}>{edge.GetProperty("child")}:{edge.GetProperty("callCount")}")
            .Should().BeEquivalentTo("frontend>checkout:1", "checkout>cart:1", "checkout>payment:1", "checkout>accounting:1", "checkout>email:1");
    }

    [Theory]
    [InlineData("traces?service=cart&minDuration=abc"), InlineData("traces?service=cart&maxDuration=1m30"), InlineData("traces?service=cart&lookback=-1h"), InlineData("traces?service=cart&start=now")]
    [InlineData("traces?service=cart&end=1e3"), InlineData("traces?service=cart&limit=many"), InlineData("traces?service=cart&tag=error"), InlineData("traces?traceID=xyz")]
    [InlineData("traces?service=cart&tags=%7B%22a%22%3A%22%5Cud800%22%7D"), InlineData("traces?service=cart&tags=null"), InlineData("dependencies?endTs=abc"), InlineData("dependencies?lookback=1h")]
    public async Task A_parameter_that_cannot_be_read_is_rejected_and_not_ignored(string query) =>
        (await Shop.Management.GetAsync($"/jaeger/ui/api/{query}", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("?min=abc", HttpStatusCode.BadRequest), InlineData("?error=maybe", HttpStatusCode.BadRequest), InlineData("logs?severity=loud", HttpStatusCode.BadRequest), InlineData("logs?severity=Warn,Info", HttpStatusCode.BadRequest)]
    [InlineData("?min=1m30s", HttpStatusCode.OK), InlineData("?min=&error=", HttpStatusCode.OK), InlineData("logs?severity=Warn", HttpStatusCode.OK)]
    public async Task A_page_reports_a_query_parameter_that_cannot_be_read(string query, HttpStatusCode status)
    {
        using var response = await Shop.Management.GetAsync($"/observatory/{query}", TestCancellation);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Contains("role=\"alert\"", StringComparison.Ordinal).Should().Be(status == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_query_without_a_service_is_rejected_and_an_unknown_trace_is_not_found()
    {
        (await Shop.Management.GetAsync("/jaeger/ui/api/traces", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Shop.Management.GetAsync($"/jaeger/ui/api/traces/{new string('f', 32)}", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static string? ServiceOf(JsonElement trace, JsonElement span) =>
        trace.GetProperty("processes").GetProperty(span.GetProperty("processID").GetString()!).GetProperty("serviceName").GetString();

    private async Task<JsonElement> DataAsync(string address)
    {
        using var response = JsonDocument.Parse(await Shop.Management.GetStringAsync(address, TestCancellation));
        return response.RootElement.GetProperty("data").Clone();
    }
}
