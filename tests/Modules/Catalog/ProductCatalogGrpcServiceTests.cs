using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Catalog;

public sealed class ProductCatalogGrpcServiceTests(CatalogFixture shop) : IClassFixture<CatalogFixture>
{
    private static readonly string[] TheTenProducts =
    [
        "0PUK6V6EV0|Solar System Color Imager|USD 175.0|accessories,telescopes|SolarSystemColorImager.jpg",
        "1YMWWN1N4O|Eclipsmart Travel Refractor Telescope|USD 129.950000000|telescopes,travel|EclipsmartTravelRefractorTelescope.jpg",
        "2ZYFJ3GM2N|Roof Binoculars|USD 209.950000000|binoculars|RoofBinoculars.jpg",
        "66VCHSJNUP|Starsense Explorer Refractor Telescope|USD 349.950000000|telescopes|StarsenseExplorer.jpg",
        "6E92ZMYYFZ|Solar Filter|USD 69.950000000|accessories,telescopes|SolarFilter.jpg",
        "9SIQT8TOJO|Optical Tube Assembly|USD 3599.0|accessories,telescopes,assembly|OpticalTubeAssembly.jpg",
        "HQTGWGPNH4|The Comet Book|USD 0.990000000|books|TheCometBook.jpg",
        "L9ECAV7KIM|Lens Cleaning Kit|USD 21.950000000|accessories|LensCleaningKit.jpg",
        "LS4PSXUNUM|Red Flashlight|USD 57.80000000|accessories,flashlights|RedFlashlight.jpg",
        "OLJCESPC7Z|National Park Foundation Explorascope|USD 101.960000000|telescopes|NationalParkFoundationExplorascope.jpg",
    ];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_ten_products_are_listed_in_the_order_of_their_ids()
    {
        var listed = await shop.Client.ListProductsAsync(new Empty(), cancellationToken: TestCancellation);

        // Units and nanos are compared as they are on the wire, joined by a dot: 57.80000000 is 57 units and 80 million nanos, which is 57.08 USD.
        listed.Products.Select(product =>
                $"{product.Id}|{product.Name}|{product.PriceUsd.CurrencyCode} {product.PriceUsd.Units}.{product.PriceUsd.Nanos}"
                + $"|{string.Join(',', product.Categories)}|{product.Picture}")
            .Should().Equal(TheTenProducts);
    }

    [Fact]
    public async Task Every_product_is_described_in_two_to_four_sentences()
    {
        var listed = await shop.Client.ListProductsAsync(new Empty(), cancellationToken: TestCancellation);

        listed.Products.Select(product => product.Description).Should().OnlyHaveUniqueItems()
            .And.AllSatisfy(text => text.Split(['.', '?', '!', ' ']).Length.Should().BeGreaterThan(30))
            .And.AllSatisfy(text => text.Split(". ").Length.Should().BeInRange(2, 4))
            .And.AllSatisfy(text => text.Should().NotContain("\n").And.NotContain("  ").And.EndWith("."));
    }

    [Fact]
    public async Task A_product_read_by_id_equals_the_listed_product()
    {
        var listed = await shop.Client.ListProductsAsync(new Empty(), cancellationToken: TestCancellation);
        foreach (var product in listed.Products)
        {
            (await shop.Client.GetProductAsync(new GetProductRequest { Id = product.Id }, cancellationToken: TestCancellation)).Should().Be(product);
        }
    }

    [Theory]
    [InlineData("NOSUCHTHNG", "Product 'NOSUCHTHNG' not found")]
    [InlineData("ls4psxunum", "Product not found")]
    [InlineData("4432-8015-6152-0454", "Product not found")]
    public async Task An_unknown_product_is_not_found_and_the_error_repeats_only_what_can_be_an_id(string id, string detail)
    {
        var refusal = await RefusedAsync(id);

        refusal.StatusCode.Should().Be(StatusCode.NotFound);
        refusal.Status.Detail.Should().Be(detail);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(60_000)]
    public async Task An_id_with_an_invalid_length_is_rejected(int length)
    {
        var refusal = await RefusedAsync(new string('X', length));

        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be("id");
    }

    [Fact]
    public async Task The_spans_of_reads_record_the_products()
    {
        using var traced = new TracedCall();
        await shop.Client.ListProductsAsync(new Empty(), traced.Headers, cancellationToken: TestCancellation);
        await shop.Client.GetProductAsync(new GetProductRequest { Id = "LS4PSXUNUM" }, traced.Headers, cancellationToken: TestCancellation);

        traced.Span("oteldemo.ProductCatalogService/ListProducts", ActivityKind.Server).GetTagItem("demo.product.count").Should().Be(10);
        var found = traced.Span("oteldemo.ProductCatalogService/GetProduct", ActivityKind.Server);
        found.GetTagItem("demo.product.id").Should().Be("LS4PSXUNUM");
        found.GetTagItem("demo.product.name").Should().Be("Red Flashlight");
        found.Events.Select(happened => happened.Name).Should().Equal("Product Found");
    }

    private async Task<RpcException> RefusedAsync(string id)
    {
        var call = async () => await shop.Client.GetProductAsync(new GetProductRequest { Id = id }, cancellationToken: TestCancellation);
        return (await call.Should().ThrowAsync<RpcException>()).Which;
    }
}
