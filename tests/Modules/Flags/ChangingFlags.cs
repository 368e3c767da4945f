using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class ChangingFlags : IAsyncLifetime
{
    private const string Token = "stars";
    private const string Session = "6f1dbd3c-9df4-4d33-9b6c-f1a3e2c4b5d6";

    private readonly HeardLogs logs = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.Start([new FlagsModule()], [("Modules:Flags:Token", Token)], configure: logs.ListenTo);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task One_choice_is_saved_at_once_and_leaves_the_rest()
    {
        var before = await Read();
        using var answer = await Choose("cartFailure", "90%");

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        before["flags"]!["cartFailure"]!["defaultVariant"] = "90%";
        JsonNode.DeepEquals(await Read(), before).Should().BeTrue();
        (await Page("")).Should().Contain("""value="90%" id="cartFailure-90%" aria-pressed="true">""");
    }

    [Fact]
    public async Task Where_a_rule_decides_the_branch_of_its_condition_is_changed()
    {
        using var answer = await Choose("productCatalogFailure", "on");

        var flag = (await Read())["flags"]!["productCatalogFailure"]!;
        flag["targeting"]!["if"]![1]!.GetValue<string>().Should().Be("on");
        flag["defaultVariant"]!.GetValue<string>().Should().Be("off");
    }

    [Fact]
    public async Task A_whole_document_is_written_and_a_broken_one_is_not()
    {
        using var written = await Write(new { data = new { flags = new { }, mine = 1 } });
        written.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Read())["mine"]!.GetValue<int>().Should().Be(1);

        using var missing = await Write(new { });
        missing.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var broken = await Write(new { data = new { flags = new { f = new { state = "MAYBE", variants = new { } } } } });
        broken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await broken.Content.ReadAsStringAsync(Cancellation)).Should().Contain("flags.f.state must be ENABLED or DISABLED");
        (await Read())["mine"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task A_document_that_is_refused_is_shown_again_as_text_with_the_line()
    {
        using var answer = await Post("advanced", new() { ["document"] = "{\n<script>" });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        page.Should().Contain("line 2").And.Contain("&lt;script&gt;").And.NotContain("<script>");
    }

    [Fact]
    public async Task A_document_that_breaks_a_rule_is_refused_with_the_line_and_the_rule()
    {
        const string text =
            """
            {
              "flags": {
                "good": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "on" },
                "wrong": { "state": "ENABLED", "variants": { "on": true }, "defaultVariant": "of" }
              }
            }
            """;
        using var answer = await Post("advanced", new() { ["document"] = text });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("line 4: flags.wrong.defaultVariant must be one of the variants");
    }

    [Fact]
    public async Task A_change_is_told_with_who_what_and_when()
    {
        shop.Web.DefaultRequestHeaders.Add("baggage", $"session.id={Session}");
        using var answer = await Choose("cartFailure", "25%");

        (await Page("")).Should().MatchRegex($"(?s)<li><time>\\d{{4}}-\\d\\d-\\d\\d [\\d:]+ UTC</time> <code>cartFailure</code> <b>off → 25%</b> <small>session {Session}</small>");
        logs.Lines.Should().Contain(line => line.Contains($"cartFailure: off → 25%, by session {Session}"));
    }

    [Fact]
    public async Task A_browser_is_known_again_by_a_name_that_opens_nothing()
    {
        using var first = await shop.Web.GetAsync(At(""), Cancellation);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        cookie.Should().Contain("httponly").And.Contain("samesite=strict");
        shop.Web.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        using var answer = await Choose("adFailure", "on");

        (await Page("")).Should().Contain($"session {cookie.Split(';')[0].Split('=')[1]}");
    }

    [Fact]
    public async Task A_change_of_the_file_is_told_too()
    {
        var file = Path.Combine(shop.DataDirectory, "flags.json");
        var text = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, text.Replace("\"50\": 50 },\n      \"defaultVariant\": \"5\"", "\"50\": 50 },\n      \"defaultVariant\": \"10\"", StringComparison.Ordinal), Cancellation);

        await Eventually.Holds("it is told", async _ => (await Page("")).Contains("<b>5 → 10</b> <small>the file</small>"), TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task Every_flag_of_the_shop_says_what_it_does_where_and_how_it_shows()
    {
        var page = await Page("");

        foreach (var card in page.Split("<section ").Skip(1))
        {
            card.Should().MatchRegex("(?s)<p>[^<]+</p>.*<dt>Evaluated by</dt><dd>[^<]+</dd>.*<dt>Symptom</dt><dd>[^<]+</dd>.*<button name=\"variant\"");
        }

        page.Split("<section ").Should().HaveCount(18);
    }

    [Fact]
    public async Task Names_and_values_of_flags_are_text_on_the_pages()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'";
        using var written = await Write(new
        {
            data = new { flags = new Dictionary<string, object> { [evil] = new { description = evil, state = "ENABLED", variants = new Dictionary<string, object> { [evil] = evil, ["b"] = 1 }, defaultVariant = evil } } },
        });
        written.StatusCode.Should().Be(HttpStatusCode.OK);

        foreach (var path in (string[])["", "advanced", "scheduler"])
        {
            (await Page(path)).Should().NotContain("<img", path);
        }

        (await Page("")).Should().Contain("&lt;img src=x onerror=alert(1)&gt;");
    }

    [Fact]
    public async Task The_pages_allow_their_own_script_and_no_other()
    {
        using var answer = await shop.Web.GetAsync(At(""), Cancellation);

        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("script-src 'self'").And.NotContain("unsafe");
        (await shop.Web.GetStringAsync(At("feature.js"), Cancellation)).Should().Contain("EventSource");
        (await shop.Web.GetStringAsync(At("feature.css"), Cancellation)).Should().Contain("prefers-color-scheme: dark");
    }

    [Fact]
    public async Task An_open_page_hears_of_a_change_at_once()
    {
        using var live = await shop.Web.GetAsync(At("live"), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        live.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var events = new StreamReader(await live.Content.ReadAsStreamAsync(Cancellation));
        (await events.ReadLineAsync(Cancellation)).Should().Be("event: provider_ready");

        using var answer = await Choose("adFailure", "on");

        string? line;
        while ((line = await events.ReadLineAsync(Cancellation)) != "event: configuration_change")
        {
            line.Should().NotBeNull();
        }
    }

    private static Uri At(string path) => new($"/feature/{path}", UriKind.Relative);

    private Task<string> Page(string path) => shop.Web.GetStringAsync(At(path), Cancellation);

    private async Task<JsonNode> Read() => JsonNode.Parse(await Page("api/read"))!;

    private Task<HttpResponseMessage> Write(object body) => shop.Web.PostAsJsonAsync(At("api/write"), body, Cancellation);

    private Task<HttpResponseMessage> Choose(string flag, string variant) => Post("choose", new() { ["flag"] = flag, ["variant"] = variant });

    private async Task<HttpResponseMessage> Post(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await shop.Web.PostAsync(At(path), content, Cancellation);
    }
}
