namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// The ten initial products. Ids, names, prices, categories and picture files are the public shop's; the descriptions are ours. A change here
/// needs a migration.
/// </summary>
internal static class CatalogSeed
{
    public static IReadOnlyList<CatalogEntry> Products { get; } =
    [
        Product("0PUK6V6EV0", "Solar System Color Imager", 175.00m, "accessories,telescopes", "SolarSystemColorImager.jpg", """
            A ten megapixel colour camera that slips into your telescope in place of the eyepiece and sends Jupiter's belts straight to
            your laptop. It records fast bursts, so you can keep the few frames where the air stood still and stack them into one crisp
            portrait. Saturn's rings, the polar caps of Mars and lunar craters all fit its small, sensitive chip.
            """),
        Product("1YMWWN1N4O", "Eclipsmart Travel Refractor Telescope", 129.95m, "telescopes,travel", "EclipsmartTravelRefractorTelescope.jpg", """
            A 50 mm refractor built for one star only: ours. Its white-light filter is fixed in place, so you can watch sunspots drift and
            the Moon take its bite out of the Sun without a worry. Scope, tripod and eyepiece travel in one padded backpack, ready for
            the next path of totality.
            """),
        Product("2ZYFJ3GM2N", "Roof Binoculars", 209.95m, "binoculars", "RoofBinoculars.jpg", """
            One pair for the whole day: a kingfisher at breakfast, the far ridge at noon, the Pleiades after supper. Extra-low dispersion
            glass keeps bright edges free of purple fringes, and the close focus of 6.5 feet brings in a butterfly at your feet. The slim
            roof-prism body is sealed against rain and easy to hold in gloves.
            """),
        Product("66VCHSJNUP", "Starsense Explorer Refractor Telescope", 349.95m, "telescopes", "StarsenseExplorer.jpg", """
            Your first night out need not be spent hunting. Clip your phone into the dock, let it look at the stars overhead, and follow
            the arrows on the screen until the target turns green. Galaxies, nebulae and double stars are suddenly a gentle push away,
            and after a few evenings you will know the way without the phone.
            """),
        Product("6E92ZMYYFZ", "Solar Filter", 69.95m, "accessories,telescopes", "SolarFilter.jpg", """
            Turns a telescope of 8 inches into a safe window on the Sun by stopping 99.999% of its light before it enters the tube. Two
            straps hold the cell down, so neither a gust of wind nor a curious child can lift it off. Expect a pale golden disc with
            sunspots as sharp as ink dots.
            """),
        Product("9SIQT8TOJO", "Optical Tube Assembly", 3599.00m, "accessories,telescopes,assembly", "OpticalTubeAssembly.jpg", """
            A camera lens the size of a bucket: at f/2.2 this astrograph gathers in minutes what slower tubes need half the night for.
            Four lens groups keep stars round right into the corners of a full-frame sensor, and a quiet fan brings the mirror to the
            temperature of the air. Bring your own mount, a dark sky and a large memory card.
            """),
        Product("HQTGWGPNH4", "The Comet Book", 0.99m, "books", "TheCometBook.jpg", """
            In the sixteenth century a comet was news from heaven, and somebody had to paint it. This treatise gathers bearded stars,
            burning swords and tails over sleeping towns, with the fears and omens that went with each of them. A small wonder to leaf
            through while you wait for the clouds to pass.
            """),
        Product("L9ECAV7KIM", "Lens Cleaning Kit", 21.95m, "accessories", "LensCleaningKit.jpg", """
            Dew, pollen and one thumbprint are enough to turn a sharp view into fog. Sweep the grit off with the soft brush, moisten a
            wipe with the fluid, and draw it once across the glass. Kind to the coatings of telescopes, binoculars and eyepieces, and
            small enough for a jacket pocket.
            """),
        Product("LS4PSXUNUM", "Red Flashlight", 57.08m, "accessories,flashlights", "RedFlashlight.jpg", """
            Eyes take half an hour to get used to the dark and one white beam to lose it again; this red one lets you read a star chart
            and keep your night vision. On cold nights the same handful warms your fingers, and when the phone gives up it is a power
            bank too. Three things fewer to look for in the grass.
            """),
        Product("OLJCESPC7Z", "National Park Foundation Explorascope", 101.96m, "telescopes", "NationalParkFoundationExplorascope.jpg", """
            A 60 mm refractor on a light alt-azimuth mount that moves as you do: up, down, left, right. Carry it to the edge of the
            campsite and you have the Moon's mountains, Saturn's rings and the open clusters of the Milky Way before the kettle boils.
            An honest first telescope that still earns its place in the car years later.
            """),
    ];

    private static CatalogEntry Product(string id, string name, decimal dollars, string categories, string picture, string description)
    {
        var price = new Money("USD", dollars).ToMessage();
        return new CatalogEntry
        {
            Id = id,
            Name = name,
            Description = string.Join(' ', description.Split('\n', StringSplitOptions.TrimEntries)),
            Picture = picture,
            PriceCurrency = price.CurrencyCode,
            PriceUnits = price.Units,
            PriceNanos = price.Nanos,
            Categories = categories,
        };
    }
}
