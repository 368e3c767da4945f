using System.Collections.Frozen;
using System.Globalization;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The addresses of pictures. They name the content too, so that a browser may keep for a year what it got there.</summary>
internal static class Pictures
{
    private const string ProductsFolder = "products/";

    private static readonly int[] ProductWidths = [320, 640, 960];
    private static readonly int[] BannerWidths = [740, 1480];

    private static readonly FrozenDictionary<string, string> Versions = ReadVersions();

    // A page shows dozens of pictures, the same ones as the page before: what can be said of each is said once.
    private static readonly FrozenDictionary<string, Html> KnownSources =
        Versions.Keys.Where(name => name.StartsWith(ProductsFolder, StringComparison.Ordinal)).ToFrozenDictionary(name => name, SourcesOf);

    private static readonly FrozenDictionary<string, Html> KnownSmall = KnownSources.Keys.ToFrozenDictionary(name => name, SmallOf);

    public static string Icon { get; } = Address("favicon.svg");

    public static Html Banner { get; } = Html.Of($"""
        <img src="{Address("Banner.png")}"{SourceSet("Banner.png", BannerWidths)} sizes="(min-width: 52rem) 50rem, 100vw" alt=""
                  width="740" height="700" fetchpriority="high">
        """);

    /// <param name="file">The picture of a product, as the catalogue names it.</param>
    /// <param name="alt">What is on it; empty where the words beside it say so.</param>
    /// <param name="sizes">How wide it is shown, as <c>sizes</c> says it.</param>
    /// <param name="page">May ask for pictures that are late.</param>
    /// <param name="loading"><c>lazy</c> for what is further down a page.</param>
    public static Html Product(string file, string alt, string sizes, PageContext page, string loading)
    {
        var name = ProductsFolder + file;
        return page.PictureDelay > 0 ? DelayedPicture(name, alt, page.PictureDelay) : Html.Of($"""
            <img {KnownSources.GetValueOrDefault(name) ?? SourcesOf(name)} sizes="{sizes}" alt="{alt}"
                width="640" height="640" loading="{loading}" decoding="async">
            """);
    }

    /// <summary>Beside the name of the product.</summary>
    public static Html Small(string file) => KnownSmall.GetValueOrDefault(ProductsFolder + file) ?? SmallOf(ProductsFolder + file);

    private static Html SmallOf(string name) => Html.Of($"""<img src="{Address(name, ProductWidths[0])}" alt="" width="96" height="96">""");

    private static Html SourcesOf(string name) => Html.Of($"""src="{Address(name)}"{SourceSet(name, ProductWidths)}""");

    // The script asks for it with the header that holds it up; without scripts it comes as always.
    private static Html DelayedPicture(string name, string alt, int milliseconds) => Html.Of($"""
        <img data-late="{Address(name)}" data-delay="{milliseconds}" alt="{alt}" width="640" height="640">
            <noscript><img src="{Address(name)}" alt="{alt}" width="640" height="640"></noscript>
        """);

    private static Html SourceSet(string name, int[] widths) => Versions.ContainsKey(Rendered(name, widths[0]))
        ? Html.Of($""" srcset="{string.Join(", ", widths.Select(width => $"{Address(name, width)} {width}w"))}" """)
        : Html.Empty;

    private static string Address(string name, int? width = null)
    {
        var version = Versions.GetValueOrDefault(width is { } wide ? Rendered(name, wide) : name);
        List<string> query = [];
        if (width is not null)
        {
            query.Add($"width={width}");
        }

        if (version is not null)
        {
            query.Add($"v={version}");
        }

        var path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        return query.Count == 0 ? $"/images/{path}" : $"/images/{path}?{string.Join('&', query)}";
    }

    private static string Rendered(string name, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.ChangeExtension(name, null)}-{width}.webp");

    // Written by the build: one picture a line, with the hash of its content.
    private static FrozenDictionary<string, string> ReadVersions()
    {
        const int Shown = 12;
        return Assets.Text("pictures.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('='))
            .ToFrozenDictionary(line => line[0], line => line[1][..Shown].ToLowerInvariant());
    }
}
