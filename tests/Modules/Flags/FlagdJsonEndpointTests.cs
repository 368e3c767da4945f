using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class FlagdJsonEndpointTests : IAsyncLifetime
{
    private FlagShop flags = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => flags = await FlagShop.StartAsync();

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task All_flags_are_returned_as_JSON()
    {
        var (status, body) = await PostAsync("ResolveAll", "{\"context\":{\"userId\":\"ana\"}}");

        status.Should().Be(HttpStatusCode.OK);
        var slow = JsonNode.Parse(body)!["flags"]!["imageSlowLoad"]!;
        slow["doubleValue"]!.GetValue<double>().Should().Be(0);
        slow["variant"]!.GetValue<string>().Should().Be("off");
        slow["reason"]!.GetValue<string>().Should().Be("STATIC");
    }

    [Fact]
    public async Task One_flag_is_returned_as_JSON()
    {
        var (status, body) = await PostAsync("ResolveInt", "{\"flagKey\":\"loadGeneratorVUs\"}");

        status.Should().Be(HttpStatusCode.OK);
        JsonNode.Parse(body)!["value"]!.GetValue<string>().Should().Be("5");
    }

    [Theory]
    [InlineData("ResolveBoolean", "{\"flagKey\":\"nobody\"}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("ResolveBoolean", "{\"flagKey\":\"loadGeneratorVUs\"}", HttpStatusCode.BadRequest, "invalid_argument")]
    [InlineData("ResolveBoolean", "no json", HttpStatusCode.BadRequest, "invalid_argument")]
    public async Task An_invalid_request_has_an_error_code(string rpc, string request, HttpStatusCode expected, string code)
    {
        var (status, body) = await PostAsync(rpc, request);

        status.Should().Be(expected);
        JsonNode.Parse(body)!["code"]!.GetValue<string>().Should().Be(code);
    }

    [Fact]
    public async Task The_event_stream_sends_changes_in_envelopes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At("EventStream")) { Content = new ByteArrayContent([0, 0, 0, 0, 2, .. "{}"u8]) };
        request.Content.Headers.ContentType = new("application/connect+json");
        using var response = await flags.Shop.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestCancellation);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/connect+json");
        await using var stream = await response.Content.ReadAsStreamAsync(TestCancellation);
        (await ReadEnvelopeAsync(stream))["type"]!.GetValue<string>().Should().Be("provider_ready");

        await flags.SetFlagAsync("imageSlowLoad", "5sec");

        var change = await ReadEnvelopeAsync(stream);
        change["type"]!.GetValue<string>().Should().Be("configuration_change");
        change["data"]!["flags"]!["imageSlowLoad"]!["type"]!.GetValue<string>().Should().Be("update");
    }

    private static Uri At(string rpc) => new($"/flagd.evaluation.v1.Service/{rpc}", UriKind.Relative);

    private static async Task<JsonNode> ReadEnvelopeAsync(Stream stream)
    {
        var head = new byte[5];
        await stream.ReadExactlyAsync(head, TestCancellation);
        head[0].Should().Be(0);
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await stream.ReadExactlyAsync(message, TestCancellation);
        return JsonNode.Parse(message)!;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string rpc, string request)
    {
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await flags.Shop.Web.PostAsync(At(rpc), content, TestCancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestCancellation));
    }
}
