using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace AstronomyShop.Modules.Catalog.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    picture = table.Column<string>(type: "text", nullable: false),
                    price_currency_code = table.Column<string>(type: "text", nullable: false),
                    price_units = table.Column<long>(type: "bigint", nullable: false),
                    price_nanos = table.Column<int>(type: "integer", nullable: false),
                    categories = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_products", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "products",
                columns: new[] { "id", "categories", "description", "name", "picture", "price_currency_code", "price_nanos", "price_units" },
                values: new object[,]
                {
                    { "0PUK6V6EV0", "accessories,telescopes", "A ten megapixel colour camera that slips into your telescope in place of the eyepiece and sends Jupiter's belts straight to your laptop. It records fast bursts, so you can keep the few frames where the air stood still and stack them into one crisp portrait. Saturn's rings, the polar caps of Mars and lunar craters all fit its small, sensitive chip.", "Solar System Color Imager", "SolarSystemColorImager.jpg", "USD", 0, 175L },
                    { "1YMWWN1N4O", "telescopes,travel", "A 50 mm refractor built for one star only: ours. Its white-light filter is fixed in place, so you can watch sunspots drift and the Moon take its bite out of the Sun without a worry. Scope, tripod and eyepiece travel in one padded backpack, ready for the next path of totality.", "Eclipsmart Travel Refractor Telescope", "EclipsmartTravelRefractorTelescope.jpg", "USD", 950000000, 129L },
                    { "2ZYFJ3GM2N", "binoculars", "One pair for the whole day: a kingfisher at breakfast, the far ridge at noon, the Pleiades after supper. Extra-low dispersion glass keeps bright edges free of purple fringes, and the close focus of 6.5 feet brings in a butterfly at your feet. The slim roof-prism body is sealed against rain and easy to hold in gloves.", "Roof Binoculars", "RoofBinoculars.jpg", "USD", 950000000, 209L },
                    { "66VCHSJNUP", "telescopes", "Your first night out need not be spent hunting. Clip your phone into the dock, let it look at the stars overhead, and follow the arrows on the screen until the target turns green. Galaxies, nebulae and double stars are suddenly a gentle push away, and after a few evenings you will know the way without the phone.", "Starsense Explorer Refractor Telescope", "StarsenseExplorer.jpg", "USD", 950000000, 349L },
                    { "6E92ZMYYFZ", "accessories,telescopes", "Turns a telescope of 8 inches into a safe window on the Sun by stopping 99.999% of its light before it enters the tube. Two straps hold the cell down, so neither a gust of wind nor a curious child can lift it off. Expect a pale golden disc with sunspots as sharp as ink dots.", "Solar Filter", "SolarFilter.jpg", "USD", 950000000, 69L },
                    { "9SIQT8TOJO", "accessories,telescopes,assembly", "A camera lens the size of a bucket: at f/2.2 this astrograph gathers in minutes what slower tubes need half the night for. Four lens groups keep stars round right into the corners of a full-frame sensor, and a quiet fan brings the mirror to the temperature of the air. Bring your own mount, a dark sky and a large memory card.", "Optical Tube Assembly", "OpticalTubeAssembly.jpg", "USD", 0, 3599L },
                    { "HQTGWGPNH4", "books", "In the sixteenth century a comet was news from heaven, and somebody had to paint it. This treatise gathers bearded stars, burning swords and tails over sleeping towns, with the fears and omens that went with each of them. A small wonder to leaf through while you wait for the clouds to pass.", "The Comet Book", "TheCometBook.jpg", "USD", 990000000, 0L },
                    { "L9ECAV7KIM", "accessories", "Dew, pollen and one thumbprint are enough to turn a sharp view into fog. Sweep the grit off with the soft brush, moisten a wipe with the fluid, and draw it once across the glass. Kind to the coatings of telescopes, binoculars and eyepieces, and small enough for a jacket pocket.", "Lens Cleaning Kit", "LensCleaningKit.jpg", "USD", 950000000, 21L },
                    { "LS4PSXUNUM", "accessories,flashlights", "Eyes take half an hour to get used to the dark and one white beam to lose it again; this red one lets you read a star chart and keep your night vision. On cold nights the same handful warms your fingers, and when the phone gives up it is a power bank too. Three things fewer to look for in the grass.", "Red Flashlight", "RedFlashlight.jpg", "USD", 80000000, 57L },
                    { "OLJCESPC7Z", "telescopes", "A 60 mm refractor on a light alt-azimuth mount that moves as you do: up, down, left, right. Carry it to the edge of the campsite and you have the Moon's mountains, Saturn's rings and the open clusters of the Milky Way before the kettle boils. An honest first telescope that still earns its place in the car years later.", "National Park Foundation Explorascope", "NationalParkFoundationExplorascope.jpg", "USD", 960000000, 101L }
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "products");
        }
    }
}
