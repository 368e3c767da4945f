using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Style sheets, scripts and drawings are compressed when the shop is built, pages when they are sent.</summary>
public sealed partial class CompressionTests(BothDeploymentsFixture deployments) : IClassFixture<BothDeploymentsFixture>
{
    private const int MostBytesOfFirstPage = 20_000;
    private const string Browser = "gzip, deflate, br, zstd";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_browser_without_a_cache_loads_the_first_page_with_at_most_20_kB_besides_pictures(bool isApart)
    {
        var web = deployments.Web(isApart);
        using var page = await SendAsync(web, "/", ("Accept-Encoding", Browser), ("Sec-Fetch-Site", "none"));
        var html = await DecodeAsync(page);
        var loaded = await LengthAsync(page);

        // The bundle of browser telemetry is optional.
        foreach (var address in Asset().Matches(html).Select(match => match.Groups[1].Value).Where(address => !address.EndsWith("/telemetry.js", StringComparison.Ordinal)))
        {
            using var asset = await SendAsync(web, address, ("Accept-Encoding", Browser));
            asset.Content.Headers.ContentEncoding.Should().Equal("br");
            loaded += await LengthAsync(asset);
        }

        loaded.Should().BeInRange(10_000, MostBytesOfFirstPage);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("identity", "")]
    [InlineData("deflate", "")]
    [InlineData("gzip;q=0", "")]
    [InlineData("gzip", "gzip")]
    [InlineData("X-GZIP", "gzip")]
    [InlineData("BR", "br")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData(Browser, "br")]
    public async Task A_client_gets_a_file_in_the_coding_that_it_prefers(string accepted, string coding)
    {
        foreach (var path in (string[])["/styles.css", "/scripts/any/main.js", "/images/favicon.svg", "/images/products/RedFlashlight.svg", "/feature/feature.css"])
        {
            using var plain = await SendAsync(deployments.Web(isApart: false), path);
            using var response = await SendAsync(deployments.Web(isApart: true), path, ("Accept-Encoding", accepted));

            string.Join(",", response.Content.Headers.ContentEncoding).Should().Be(coding, path);
            response.Headers.Vary.Should().Equal("Accept-Encoding");
            (await DecodeAsync(response)).Should().Be(await plain.Content.ReadAsStringAsync(TestCancellation));
        }
    }

    [Fact]
    public async Task Each_encoding_of_a_file_has_a_different_ETag_and_is_revalidated_by_it()
    {
        var web = deployments.Web(isApart: true);
        var tags = new HashSet<string>();
        foreach (var coding in (string[])["identity", "gzip", "br"])
        {
            using var response = await SendAsync(web, "/styles.css", ("Accept-Encoding", coding));
            var tag = response.Headers.ETag!.ToString();
            using var again = await SendAsync(web, "/styles.css", ("Accept-Encoding", coding), ("If-None-Match", tag));

            again.StatusCode.Should().Be(HttpStatusCode.NotModified);
            (await LengthAsync(again)).Should().Be(0);
            tags.Add(tag);
        }

        tags.Should().HaveCount(3);
        using var other = await SendAsync(web, "/styles.css", ("Accept-Encoding", "br"), ("If-None-Match", tags.First()));
        other.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task HEAD_returns_the_headers_that_GET_returns_for_each_encoding(string accepted)
    {
        var web = deployments.Web(isApart: true);
        using var get = await SendAsync(web, "/styles.css", ("Accept-Encoding", accepted));
        using var head = await SendAsync(web, HttpMethod.Head, "/styles.css", ("Accept-Encoding", accepted));

        head.Content.Headers.ContentLength.Should().Be(await LengthAsync(get));
        head.Content.Headers.ContentEncoding.Should().Equal(get.Content.Headers.ContentEncoding);
        (head.Headers.ETag, head.Headers.Vary.ToString()).Should().Be((get.Headers.ETag, get.Headers.Vary.ToString()));
    }

    [Fact]
    public async Task A_range_request_returns_the_whole_file()
    {
        using var response = await SendAsync(deployments.Web(isApart: true), "/styles.css", ("Accept-Encoding", "br"), ("Range", "bytes=0-9"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await DecodeAsync(response)).Should().Contain("body");
    }

    [Theory]
    [InlineData(false, "", true)]
    [InlineData(false, "cross-site", true)]
    [InlineData(true, "same-origin", true)]
    [InlineData(true, "none", true)]
    [InlineData(true, "cross-site", false)]
    [InlineData(true, "same-site", false)]
    [InlineData(true, "", false)]
    public async Task A_page_with_a_session_is_not_compressed_where_another_site_may_have_chosen_its_URL(bool hasSession, string site, bool isCompressed)
    {
        foreach (var web in (HttpClient[])[deployments.Web(isApart: false), deployments.Web(isApart: true)])
        {
            using var response = await SendAsync(
                web, "/?q=guess", [("Accept-Encoding", Browser), .. Given("Cookie", hasSession ? StorefrontClient.Cookie() : ""), .. Given("Sec-Fetch-Site", site)]);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Content.Headers.ContentEncoding.Should().Equal(isCompressed ? ["gzip"] : []);
            (await DecodeAsync(response)).Should().Contain("</html>");
        }
    }

    [Fact]
    public async Task A_compressed_page_varies_by_Accept_Encoding_and_HEAD_returns_no_length()
    {
        var web = deployments.Web(isApart: true);
        using var get = await SendAsync(web, "/orders", ("Accept-Encoding", "gzip"));
        using var head = await SendAsync(web, HttpMethod.Head, "/orders", ("Accept-Encoding", "gzip"));
        using var plain = await SendAsync(web, HttpMethod.Head, "/orders");

        get.Headers.Vary.Should().Equal("Accept-Encoding");
        get.Headers.CacheControl!.NoStore.Should().BeTrue();
        head.Content.Headers.ContentLength.Should().BeNull();
        plain.Content.Headers.ContentLength.Should().BePositive();
    }

    [Fact]
    public async Task Error_pages_are_compressed_and_the_API_and_pictures_are_not()
    {
        var web = deployments.Web(isApart: true);
        using var missing = await SendAsync(web, "/no/such/page", ("Accept-Encoding", Browser));
        using var products = await SendAsync(web, "/api/products", ("Accept-Encoding", Browser));
        using var picture = await SendAsync(web, "/images/Banner.png", ("Accept-Encoding", Browser));

        (missing.StatusCode, missing.Content.Headers.ContentEncoding.Single()).Should().Be((HttpStatusCode.NotFound, "gzip"));
        products.Content.Headers.ContentEncoding.Should().BeEmpty();
        picture.Content.Headers.ContentEncoding.Should().BeEmpty();
        picture.Headers.Vary.Should().BeEmpty();
    }

    [Fact]
    public async Task An_event_stream_is_not_compressed()
    {
        await using var shop = await EdgeShop.OpenAsync(isApart: false, ("Modules:Flags:Token", "token"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feature/live");
        request.Headers.Add("Accept-Encoding", Browser);
        request.Headers.Add("Authorization", "Bearer token");
        using var response = await shop.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestCancellation);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        response.Content.Headers.ContentEncoding.Should().NotContain("gzip");
    }

    private static (string Name, string Value)[] Given(string name, string value) => value.Length == 0 ? [] : [(name, value)];

    private static Task<HttpResponseMessage> SendAsync(HttpClient web, string path, params (string Name, string Value)[] headers) => SendAsync(web, HttpMethod.Get, path, headers);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient web, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await web.SendAsync(request, TestCancellation);
    }

    private static async Task<int> LengthAsync(HttpResponseMessage response) => (await response.Content.ReadAsByteArrayAsync(TestCancellation)).Length;

    private static async Task<string> DecodeAsync(HttpResponseMessage response)
    {
        using var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync(TestCancellation));
        await using Stream plain = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var text = new StreamReader(plain, Encoding.UTF8);
        return await text.ReadToEndAsync(TestCancellation);
    }

    [GeneratedRegex("(?:src|href)=\"(/(?:scripts|styles)[^\"]+)\"")]
    private static partial Regex Asset();
}
