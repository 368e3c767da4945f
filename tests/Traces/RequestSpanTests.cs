using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.Tests.Traces;

/// <summary>The spans of HTTP requests: ASP.NET Core creates those of external requests, and the edge forwards in the same way in both deployments.</summary>
public sealed class RequestSpanTests(BothDeploymentsFixture deployments)
{
    private const string AspNetCore = "Microsoft.AspNetCore";

    // The path and the user agent are recorded in known forms: tests/Traces/SecretLeakTests.cs.
    private static readonly string[] FreeText = ["http.request.method_original", "network.protocol.version", "server.address", "server.port", "url.query"];

    [Theory, InlineData(false), InlineData(true)]
    public void A_request_from_outside_is_a_span_of_ASP_NET_Core_in_the_module_that_answers_it(bool isSplit)
    {
        var spans = deployments[isSplit].Telemetry.Spans;

        var requests = spans.Where(span => span.Service == "frontend-proxy" && span.Span.Kind == Span.Types.SpanKind.Server).ToList();

        requests.Should().NotBeEmpty().And.OnlyContain(span => span.Scope == AspNetCore);
        requests.Select(span => span.Id).Should().OnlyHaveUniqueItems();
        spans.Where(span => span.Scope == AspNetCore).Should().OnlyContain(span => span.Span.Kind == Span.Types.SpanKind.Server && span.Span.Attributes.Any(pair => pair.Key == "url.path"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_request_is_one_span_in_the_storefront_however_it_is_forwarded(bool isSplit)
    {
        var spans = deployments[isSplit].Telemetry.Spans.ToDictionary(span => (span.TraceId, span.Id));

        var pages = spans.Values.Where(span => span is { Service: "frontend", Span.Kind: Span.Types.SpanKind.Server } && span.Span.Name.StartsWith("GET ", StringComparison.Ordinal)).ToList();

        pages.Should().NotBeEmpty().And.OnlyContain(span => span.Scope == (isSplit ? AspNetCore : "AstronomyShop.Storefront"));
        pages.Select(span => spans[(span.TraceId, span.ParentId)].Span.Name).Should().AllBe("router frontend egress");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_span_of_a_request_has_no_free_text_of_the_caller(bool isSplit)
    {
        var requests = deployments[isSplit].Telemetry.Spans.Where(span => span.Scope == AspNetCore).ToList();

        requests.Should().NotBeEmpty();
        requests.SelectMany(span => span.Span.Attributes.Select(pair => pair.Key)).Should().NotIntersectWith(FreeText);
    }
}
