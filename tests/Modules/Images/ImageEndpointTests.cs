using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Images;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Images;

public sealed class ImageEndpointTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => shop = await ShopUnderTest.StartAsync([new ImagesModule(), new CatalogModule()]);

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task Every_product_of_the_catalog_has_a_picture_and_a_drawing()
    {
        var catalog = shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel));
        foreach (var product in (await catalog.ListProductsAsync(new Empty(), cancellationToken: TestCancellation)).Products)
        {
            var picture = await GetAsync($"/products/{product.Picture}");
            picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/jpeg"));
            (await ContentAsync(picture)).Should().StartWith([0xFF, 0xD8, 0xFF]).And.HaveCountGreaterThan(10_000);

            var drawing = await GetAsync($"/products/{Path.ChangeExtension(product.Picture, ".svg")}");
            drawing.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/svg+xml"));
            (await drawing.Content.ReadAsStringAsync(TestCancellation)).Should().StartWith("<svg");
        }
    }

    [Theory]
    [InlineData("/Banner.png", 740, 700)]
    [InlineData("/opentelemetry-demo-logo.png", 1963, 633)]
    public async Task The_banner_and_the_logo_have_the_size_that_pages_expect(string path, int width, int height)
    {
        var picture = await GetAsync(path);

        picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/png"));
        var png = await ContentAsync(picture);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).Should().Be(width);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).Should().Be(height);
    }

    [Fact]
    public async Task The_icon_of_the_shop_is_served() =>
        (await GetAsync("/favicon.svg")).Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/svg+xml"));

    [Fact]
    public async Task A_picture_is_cacheable_for_an_hour_and_revalidated()
    {
        var first = await GetAsync("/products/SolarFilter.jpg");
        first.Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
        first.Headers.ETag.Should().NotBeNull();

        var again = await SendAsync(HttpMethod.Get, "/products/SolarFilter.jpg", first.Headers.ETag);
        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        again.Headers.ETag.Should().Be(first.Headers.ETag);
        again.Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
        (await ContentAsync(again)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_picture_requested_by_its_content_hash_is_cacheable_for_a_year()
    {
        var version = (await GetAsync("/products/SolarFilter.jpg")).Headers.ETag!.Tag[1..13];

        (await GetAsync($"/products/SolarFilter.jpg?v={version}")).Headers.CacheControl!.ToString().Should().Be("public, max-age=31536000, immutable");
        (await GetAsync("/products/SolarFilter.jpg?v=yesterday")).Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
    }

    [Theory]
    [InlineData("/products/SolarFilter.jpg?width=320")]
    [InlineData("/products/SolarFilter.jpg?width=640")]
    [InlineData("/products/SolarFilter.jpg?width=960")]
    [InlineData("/Banner.png?width=740")]
    [InlineData("/Banner.png?width=1480")]
    public async Task A_picture_is_served_in_the_widths_that_pages_offer(string path)
    {
        var picture = await GetAsync(path);

        picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/webp"));
        (await ContentAsync(picture)).Should().StartWith("RIFF"u8.ToArray()).And.HaveCountLessThan(64_000);
    }

    [Fact]
    public async Task A_picture_that_has_changed_since_is_sent()
    {
        var other = await GetAsync("/products/RoofBinoculars.jpg");

        (await SendAsync(HttpMethod.Get, "/products/SolarFilter.jpg", other.Headers.ETag)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_HEAD_request_returns_the_same_headers_without_the_picture()
    {
        var whole = await GetAsync("/Banner.png");

        var head = await SendAsync(HttpMethod.Head, "/Banner.png");

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentType.Should().Be(whole.Content.Headers.ContentType);
        head.Content.Headers.ContentLength.Should().Be((await ContentAsync(whole)).Length);
        head.Headers.ETag.Should().Be(whole.Headers.ETag);
        (await ContentAsync(head)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/products/")]
    [InlineData("/products/NoSuchThing.jpg")]
    [InlineData("/products/Banner.png")]
    [InlineData("/SolarFilter.jpg")]
    [InlineData("/banner.png")]
    [InlineData("/products/..%2FBanner.png")]
    [InlineData("/..%2F..%2Fappsettings.json")]
    [InlineData("/products/..%5C..%5CImages.csproj")]
    [InlineData("/AstronomyShop.Modules.Images.dll")]
    [InlineData("/products/render.sh")]
    [InlineData("/products/SolarFilter.jpg?width=1")]
    [InlineData("/products/SolarFilter.jpg?width=..%2F320")]
    public async Task An_unknown_picture_is_not_found(string path) =>
        (await SendAsync(HttpMethod.Get, path)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("POST", "/Banner.png")]
    [InlineData("PUT", "/products/SolarFilter.jpg")]
    [InlineData("DELETE", "/products/SolarFilter.jpg")]
    public async Task A_picture_supports_only_reads(string method, string path)
    {
        var response = await SendAsync(new HttpMethod(method), path);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().BeEquivalentTo("GET", "HEAD");
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        var response = await SendAsync(HttpMethod.Get, path);
        response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return response;
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, EntityTagHeaderValue? known = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return shop.Web.SendAsync(request, TestCancellation);
    }

    private static Task<byte[]> ContentAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestCancellation);
}
