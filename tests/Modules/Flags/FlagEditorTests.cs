using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Flags;

public sealed class FlagEditorTests : IAsyncLifetime
{
    private const string Token = "stars";
    private const string Session = "6f1dbd3c-9df4-4d33-9b6c-f1a3e2c4b5d6";

    private readonly RecordingLoggerProvider logs = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new FlagsModule()], [("Modules:Flags:Token", Token)], configure: logs.AddTo);
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_selected_variant_is_saved_at_once_and_other_flags_are_unchanged()
    {
        var before = await ReadAsync();
        using var response = await ChooseAsync("cartFailure", "90%");

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        before["flags"]!["cartFailure"]!["defaultVariant"] = "90%";
        JsonNode.DeepEquals(await ReadAsync(), before).Should().BeTrue();
        (await PageAsync("")).Should().Contain("""value="90%" id="cartFailure-90%" aria-pressed="true">""");
    }

    [Fact]
    public async Task A_selection_for_a_flag_with_targeting_changes_the_first_rule()
    {
        using var response = await ChooseAsync("productCatalogFailure", "on");

        var flag = (await ReadAsync())["flags"]!["productCatalogFailure"]!;
        flag["targeting"]!["if"]![1]!.GetValue<string>().Should().Be("on");
        flag["defaultVariant"]!.GetValue<string>().Should().Be("off");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("true")]
    public async Task A_selection_for_a_flag_whose_targeting_has_no_rule_changes_the_default_variant(string targeting)
    {
        var document = JsonNode.Parse($$"""{"flags":{"star":{"state":"ENABLED","variants":{"off":false,"on":true},"defaultVariant":"off","targeting":{{targeting}} } } }""")!;
        using var written = await WriteAsync(new { data = document });
        written.StatusCode.Should().Be(HttpStatusCode.OK);

        using var response = await ChooseAsync("star", "on");

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await ReadAsync())["flags"]!["star"]!["defaultVariant"]!.GetValue<string>().Should().Be("on");
    }

    [Fact]
    public async Task A_selection_stays_in_effect_while_the_file_is_read_again()
    {
        var clock = new FakeTimeProvider();
        await using var reading = await ShopUnderTest.StartAsync([new FlagsModule()], [("Modules:Flags:Token", Token)], configure: services => services.AddSingleton<TimeProvider>(clock));
        reading.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var end = new CancellationTokenSource();
        var ticks = Task.Run(() => TickAsync(clock, end.Token), TestCancellation);

        for (var number = 0; number < 100; number++)
        {
            var variant = number % 2 == 0 ? "90%" : "10%";
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["flag"] = "cartFailure", ["variant"] = variant });
            using var response = await reading.Web.PostAsync(At("choose"), content, TestCancellation);
            JsonNode.Parse(await reading.Web.GetStringAsync(At("api/read"), TestCancellation))!["flags"]!["cartFailure"]!["defaultVariant"]!.GetValue<string>().Should().Be(variant);
        }

        await end.CancelAsync();
        await ticks;
    }

    [Fact]
    public async Task Variants_are_shown_in_the_order_of_the_document()
    {
        var page = await PageAsync("");
        string[] names = ["off", "10%", "25%", "50%", "75%", "90%", "100%", "everyCall"];

        names.Select(name => page.IndexOf($"id=\"cartFailure-{name}\"", StringComparison.Ordinal)).Should().BeInAscendingOrder().And.NotContain(-1);
    }

    [Theory]
    [InlineData("""{"data":{"flags":{"\ud800":1}}}""")]
    [InlineData("""{"data":{"flags":{}},"\udc00":1}""")]
    [InlineData("""{"data":{"flags":{}},"data":{"flags":{}}}""")]
    [InlineData("""{"data":{"flags":{"a":{"state":"ENABLED","variants":{}},"a":{"state":"ENABLED","variants":{}}}}}""")]
    public async Task A_document_with_unreadable_text_or_repeated_names_is_rejected(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await shop.Web.PostAsync(new Uri("/feature/api/write", UriKind.Relative), content, TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_valid_document_is_saved_and_an_invalid_one_is_not()
    {
        using var written = await WriteAsync(new { data = new { flags = new { }, mine = 1 } });
        written.StatusCode.Should().Be(HttpStatusCode.OK);
        (await ReadAsync())["mine"]!.GetValue<int>().Should().Be(1);

        using var missing = await WriteAsync(new { });
        missing.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var broken = await WriteAsync(new { data = new { flags = new { f = new { state = "MAYBE", variants = new { } } } } });
        broken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await broken.Content.ReadAsStringAsync(TestCancellation)).Should().Contain("flags.f.state must be ENABLED or DISABLED");
        (await ReadAsync())["mine"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task A_rejected_document_is_shown_again_with_the_invalid_line()
    {
        using var response = await PostAsync("advanced", new() { ["document"] = "{\n<script>" });

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await response.Content.ReadAsStringAsync(TestCancellation);
        page.Should().Contain("line 2").And.Contain("&lt;script&gt;").And.NotContain("<script>");
    }

    [Fact]
    public async Task A_document_that_violates_the_schema_is_rejected_with_line_and_rule()
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
        using var response = await PostAsync("advanced", new() { ["document"] = text });

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().Contain("line 4: flags.wrong.defaultVariant must be one of the variants");
    }

    [Fact]
    public async Task A_change_is_listed_with_author_content_and_time()
    {
        shop.Web.DefaultRequestHeaders.Add("baggage", $"session.id={Session}");
        using var response = await ChooseAsync("cartFailure", "25%");

        (await PageAsync("")).Should().MatchRegex($"(?s)<li><time>\\d{{4}}-\\d\\d-\\d\\d [\\d:]+ UTC</time> <code>cartFailure</code> <b>off → 25%</b> <small>session {Session}</small>");
        logs.Lines.Should().Contain(line => line.Contains($"cartFailure: off → 25%, by session {Session}"));
    }

    [Fact]
    public async Task A_browser_is_identified_by_a_name_that_grants_no_access()
    {
        using var first = await shop.Web.GetAsync(At(""), TestCancellation);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        cookie.Should().Contain("httponly").And.Contain("samesite=strict");
        shop.Web.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        using var response = await ChooseAsync("adFailure", "on");

        (await PageAsync("")).Should().Contain($"session {cookie.Split(';')[0].Split('=')[1]}");
    }

    [Fact]
    public async Task A_change_of_the_file_is_listed_too()
    {
        var file = Path.Combine(shop.DataDirectory, "flags.json");
        var text = await File.ReadAllTextAsync(file, TestCancellation);
        await File.WriteAllTextAsync(file, text.Replace("\"50\": 50 },\n      \"defaultVariant\": \"5\"", "\"50\": 50 },\n      \"defaultVariant\": \"10\"", StringComparison.Ordinal), TestCancellation);

        await Eventually.HoldsAsync("the change is listed", async _ => (await PageAsync("")).Contains("<b>5 → 10</b> <small>the file</small>"), TimeSpan.FromSeconds(10), TestCancellation);
    }

    [Fact]
    public async Task Every_flag_has_a_guide_with_effect_location_and_symptom()
    {
        var page = await PageAsync("");

        foreach (var card in page.Split("<section ").Skip(1))
        {
            card.Should().MatchRegex("(?s)<p>[^<]+</p>.*<dt>Evaluated by</dt><dd>[^<]+</dd>.*<dt>Symptom</dt><dd>[^<]+</dd>.*<button name=\"variant\"");
        }

        page.Split("<section ").Should().HaveCount(18);
    }

    [Fact]
    public async Task Names_and_values_of_flags_are_encoded_on_the_pages()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'";
        using var written = await WriteAsync(new
        {
            data = new { flags = new Dictionary<string, object> { [evil] = new { description = evil, state = "ENABLED", variants = new Dictionary<string, object> { [evil] = evil, ["b"] = 1 }, defaultVariant = evil } } },
        });
        written.StatusCode.Should().Be(HttpStatusCode.OK);

        foreach (var path in (string[])["", "advanced", "scheduler"])
        {
            (await PageAsync(path)).Should().NotContain("<img", path);
        }

        foreach (var path in (string[])["", "scheduler"])
        {
            var page = await PageAsync(path);
            page.Should().Contain("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;", path);
            page.Replace("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;", "", StringComparison.Ordinal).Should().NotContain("alert(1)", "attribute values are encoded too");
        }
    }

    [Fact]
    public async Task The_pages_allow_only_scripts_of_the_same_origin()
    {
        using var response = await shop.Web.GetAsync(At(""), TestCancellation);

        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("script-src 'self'").And.NotContain("unsafe");
        (await shop.Web.GetStringAsync(At("feature.js"), TestCancellation)).Should().Contain("EventSource");
        (await shop.Web.GetStringAsync(At("feature.css"), TestCancellation)).Should().Contain("prefers-color-scheme: dark");
    }

    [Fact]
    public async Task An_open_page_receives_a_change_at_once()
    {
        using var live = await shop.Web.GetAsync(At("live"), HttpCompletionOption.ResponseHeadersRead, TestCancellation);
        live.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var events = new StreamReader(await live.Content.ReadAsStreamAsync(TestCancellation));
        (await events.ReadLineAsync(TestCancellation)).Should().Be("event: provider_ready");

        using var response = await ChooseAsync("adFailure", "on");

        string? line;
        while ((line = await events.ReadLineAsync(TestCancellation)) != "event: configuration_change")
        {
            line.Should().NotBeNull();
        }
    }

    private static Uri At(string path) => new($"/feature/{path}", UriKind.Relative);

    private Task<string> PageAsync(string path) => shop.Web.GetStringAsync(At(path), TestCancellation);

    private static async Task TickAsync(FakeTimeProvider clock, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(await PageAsync("api/read"))!;

    private Task<HttpResponseMessage> WriteAsync(object body) => shop.Web.PostAsJsonAsync(At("api/write"), body, TestCancellation);

    private Task<HttpResponseMessage> ChooseAsync(string flag, string variant) => PostAsync("choose", new() { ["flag"] = flag, ["variant"] = variant });

    private async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await shop.Web.PostAsync(At(path), content, TestCancellation);
    }
}
