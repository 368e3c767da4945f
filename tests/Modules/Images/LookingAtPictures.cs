using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Images;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Images;

public sealed class LookingAtPictures : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => shop = await ShopUnderTest.Start([new ImagesModule(), new CatalogModule()]);

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task Every_product_of_the_catalogue_has_its_picture_and_its_drawing()
    {
        var catalog = shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel));
        foreach (var product in (await catalog.ListProductsAsync(new Empty(), cancellationToken: Cancellation)).Products)
        {
            var picture = await Get($"/products/{product.Picture}");
            picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/jpeg"));
            (await Content(picture)).Should().StartWith([0xFF, 0xD8, 0xFF]).And.HaveCountGreaterThan(10_000);

            var drawing = await Get($"/products/{Path.ChangeExtension(product.Picture, ".svg")}");
            drawing.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/svg+xml"));
            (await drawing.Content.ReadAsStringAsync(Cancellation)).Should().StartWith("<svg");
        }
    }

    [Theory]
    [InlineData("/Banner.png", 740, 700)]
    [InlineData("/opentelemetry-demo-logo.png", 1963, 633)]
    public async Task Banner_and_logo_have_the_size_that_pages_expect(string path, int width, int height)
    {
        var picture = await Get(path);

        picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/png"));
        var png = await Content(picture);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).Should().Be(width);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).Should().Be(height);
    }

    [Fact]
    public async Task The_icon_of_the_shop_is_there() =>
        (await Get("/favicon.svg")).Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/svg+xml"));

    [Fact]
    public async Task A_picture_may_be_kept_for_an_hour_and_is_not_sent_twice()
    {
        var first = await Get("/products/SolarFilter.jpg");
        first.Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
        first.Headers.ETag.Should().NotBeNull();

        var again = await Send(HttpMethod.Get, "/products/SolarFilter.jpg", first.Headers.ETag);
        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        again.Headers.ETag.Should().Be(first.Headers.ETag);
        again.Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
        (await Content(again)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_picture_that_is_asked_for_by_its_content_may_be_kept_for_a_year()
    {
        var version = (await Get("/products/SolarFilter.jpg")).Headers.ETag!.Tag[1..13];

        (await Get($"/products/SolarFilter.jpg?v={version}")).Headers.CacheControl!.ToString().Should().Be("public, max-age=31536000, immutable");
        (await Get("/products/SolarFilter.jpg?v=yesterday")).Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
    }

    [Theory]
    [InlineData("/products/SolarFilter.jpg?width=320")]
    [InlineData("/products/SolarFilter.jpg?width=640")]
    [InlineData("/products/SolarFilter.jpg?width=960")]
    [InlineData("/Banner.png?width=740")]
    [InlineData("/Banner.png?width=1480")]
    public async Task A_picture_is_there_in_the_widths_that_pages_offer(string path)
    {
        var picture = await Get(path);

        picture.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/webp"));
        (await Content(picture)).Should().StartWith("RIFF"u8.ToArray()).And.HaveCountLessThan(64_000);
    }

    [Fact]
    public async Task A_picture_that_has_changed_since_is_sent()
    {
        var other = await Get("/products/RoofBinoculars.jpg");

        (await Send(HttpMethod.Get, "/products/SolarFilter.jpg", other.Headers.ETag)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_for_the_head_alone_tells_the_same_without_the_picture()
    {
        var whole = await Get("/Banner.png");

        var head = await Send(HttpMethod.Head, "/Banner.png");

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentType.Should().Be(whole.Content.Headers.ContentType);
        head.Content.Headers.ContentLength.Should().Be((await Content(whole)).Length);
        head.Headers.ETag.Should().Be(whole.Headers.ETag);
        (await Content(head)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/products/")]
    [InlineData("/products/NoSuchThing.jpg")]
    [InlineData("/products/Banner.png")]
    [InlineData("/SolarFilter.jpg")]
    [InlineData("/banner.png")]
    [InlineData("/products%2FSolarFilter.jpg")]
    [InlineData("/products/..%2FBanner.png")]
    [InlineData("/..%2F..%2Fappsettings.json")]
    [InlineData("/products/..%5C..%5CImages.csproj")]
    [InlineData("/AstronomyShop.Modules.Images.dll")]
    [InlineData("/products/render.sh")]
    [InlineData("/products/SolarFilter.jpg?width=1")]
    [InlineData("/products/SolarFilter.jpg?width=..%2F320")]
    public async Task What_is_no_picture_is_not_found(string path) =>
        (await Send(HttpMethod.Get, path)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("POST", "/Banner.png")]
    [InlineData("PUT", "/products/SolarFilter.jpg")]
    [InlineData("DELETE", "/products/SolarFilter.jpg")]
    public async Task A_picture_can_only_be_looked_at(string method, string path)
    {
        var answer = await Send(new HttpMethod(method), path);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().BeEquivalentTo("GET", "HEAD");
    }

    private async Task<HttpResponseMessage> Get(string path)
    {
        var answer = await Send(HttpMethod.Get, path);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return answer;
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, EntityTagHeaderValue? known = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return shop.Web.SendAsync(request, Cancellation);
    }

    private static Task<byte[]> Content(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(Cancellation);
}
