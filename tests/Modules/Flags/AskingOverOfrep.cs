using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class AskingOverOfrep : IAsyncLifetime
{
    private FlagShop flags = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => flags = await FlagShop.Start();

    public ValueTask DisposeAsync() => flags?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_flag_is_answered_without_a_space_as_the_load_script_reads_it()
    {
        var (status, body) = await Ask("flags/loadGeneratorTraffic", "{}");

        status.Should().Be(HttpStatusCode.OK);
        body.Should().Be("""{"value":1,"key":"loadGeneratorTraffic","reason":"STATIC","variant":"on","metadata":{}}""");
    }

    [Fact]
    public async Task A_flag_that_does_not_exist_is_not_found()
    {
        var (status, body) = await Ask("flags/nobody", "");

        status.Should().Be(HttpStatusCode.NotFound);
        JsonNode.Parse(body)!["key"]!.GetValue<string>().Should().Be("nobody");
        JsonNode.Parse(body)!["errorCode"]!.GetValue<string>().Should().Be("FLAG_NOT_FOUND");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"context":"ana"}""")]
    public async Task A_context_that_is_none_is_refused(string body)
    {
        var (status, answer) = await Ask("flags/adFailure", body);

        status.Should().Be(HttpStatusCode.BadRequest);
        JsonNode.Parse(answer)!["errorCode"]!.GetValue<string>().Should().Be("INVALID_CONTEXT");
    }

    [Fact]
    public async Task Rules_see_the_context()
    {
        await flags.Write(
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

        (await Ask("flags/greeting", """{"context":{"tier":"gold"}}""")).Body
            .Should().Be("""{"value":"hi","key":"greeting","reason":"TARGETING_MATCH","variant":"hi","metadata":{"shop":"astronomy","team":"front"}}""");
        (await Ask("flags/greeting", """{"context":{"tier":"tin"}}""")).Body.Should().Contain("\"reason\":\"DEFAULT\"");
    }

    [Fact]
    public async Task All_flags_come_at_once_and_not_again_while_nothing_changed()
    {
        var (status, body, tag) = await AskAll(null);
        status.Should().Be(HttpStatusCode.OK);
        JsonNode.Parse(body)!["flags"]!.AsArray().Should().HaveCountGreaterThanOrEqualTo(16);

        (await AskAll(tag)).Status.Should().Be(HttpStatusCode.NotModified);

        await flags.Turn("adFailure", "on");
        var changed = await AskAll(tag);
        changed.Status.Should().Be(HttpStatusCode.OK);
        changed.Tag.Should().NotBe(tag);
    }

    private async Task<(HttpStatusCode Status, string Body)> Ask(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await flags.Shop.Web.PostAsync(new Uri($"/ofrep/v1/evaluate/{path}", UriKind.Relative), content, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<(HttpStatusCode Status, string Body, string? Tag)> AskAll(string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/ofrep/v1/evaluate/flags", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await flags.Shop.Web.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation), response.Headers.ETag?.ToString());
    }
}
