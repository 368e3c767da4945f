using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class OfrepEndpointTests : IAsyncLifetime
{
    private FlagShop flags = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => flags = await FlagShop.StartAsync();

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_flag_is_returned_as_compact_JSON()
    {
        var (status, body) = await AskAsync("flags/loadGeneratorTraffic", "{}");

        status.Should().Be(HttpStatusCode.OK);
        body.Should().Be("""{"value":1,"key":"loadGeneratorTraffic","reason":"STATIC","variant":"on","metadata":{}}""");
    }

    [Fact]
    public async Task A_flag_that_does_not_exist_is_not_found()
    {
        var (status, body) = await AskAsync("flags/nobody", "");

        status.Should().Be(HttpStatusCode.NotFound);
        JsonNode.Parse(body)!["key"]!.GetValue<string>().Should().Be("nobody");
        JsonNode.Parse(body)!["errorCode"]!.GetValue<string>().Should().Be("FLAG_NOT_FOUND");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"context":{"targetingKey":"\ud800"}}""")]
    [InlineData("""{"context":{"\udc00":1}}""")]
    [InlineData("""{"context":{"a":1,"a":2}}""")]
    [InlineData("""{"context":"ana"}""")]
    public async Task An_invalid_context_is_rejected(string body)
    {
        var (status, response) = await AskAsync("flags/adFailure", body);

        status.Should().Be(HttpStatusCode.BadRequest);
        JsonNode.Parse(response)!["errorCode"]!.GetValue<string>().Should().Be("INVALID_CONTEXT");
    }

    [Fact]
    public async Task Rules_receive_the_context()
    {
        await flags.WriteAsync(
            """
            {
              "metadata": { "shop": "astronomy", "team": "all" },
              "flags": {
                "greeting": {
                  "state": "ENABLED", "variants": { "hi": "hi", "hello": "hello" }, "defaultVariant": "hello", "metadata": { "team": "front" },
                  "targeting": { "if": [{ "==": [{ "var": "tier" }, "gold"] }, "hi"] }
                }
              }
            }
            """);

        (await AskAsync("flags/greeting", """{"context":{"tier":"gold"}}""")).Body
            .Should().Be("""{"value":"hi","key":"greeting","reason":"TARGETING_MATCH","variant":"hi","metadata":{"shop":"astronomy","team":"front"}}""");
        (await AskAsync("flags/greeting", """{"context":{"tier":"tin"}}""")).Body.Should().Contain("\"reason\":\"DEFAULT\"");
    }

    [Fact]
    public async Task All_flags_are_returned_together_and_not_again_while_unchanged()
    {
        var (status, body, tag) = await AskAllAsync(null);
        status.Should().Be(HttpStatusCode.OK);
        JsonNode.Parse(body)!["flags"]!.AsArray().Should().HaveCountGreaterThanOrEqualTo(16);

        (await AskAllAsync(tag)).Status.Should().Be(HttpStatusCode.NotModified);

        foreach (var known in (string[])[$"\"other\", {tag}", $"W/{tag}", "*"])
        {
            (await AskAllAsync(known)).Status.Should().Be(HttpStatusCode.NotModified, known);
        }

        await flags.SetFlagAsync("adFailure", "on");
        var changed = await AskAllAsync(tag);
        changed.Status.Should().Be(HttpStatusCode.OK);
        changed.Tag.Should().NotBe(tag);
    }

    [Fact]
    public async Task The_key_of_a_flag_may_contain_an_encoded_slash()
    {
        await flags.WriteAsync("""{ "flags": { "ads/banner": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "on" } } }""");

        (await AskAsync("flags/ads%2Fbanner", "{}")).Status.Should().Be(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await flags.Shop.Web.PostAsync(new Uri($"/ofrep/v1/evaluate/{path}", UriKind.Relative), content, TestCancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestCancellation));
    }

    private async Task<(HttpStatusCode Status, string Body, string? Tag)> AskAllAsync(string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/ofrep/v1/evaluate/flags", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await flags.Shop.Web.SendAsync(request, TestCancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestCancellation), response.Headers.ETag?.ToString());
    }
}
