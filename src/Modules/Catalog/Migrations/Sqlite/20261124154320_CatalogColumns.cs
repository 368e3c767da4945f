using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Catalog.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CatalogColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Picture",
                table: "products",
                newName: "picture");

            migrationBuilder.RenameColumn(
                name: "Name",
                table: "products",
                newName: "name");

            migrationBuilder.RenameColumn(
                name: "Description",
                table: "products",
                newName: "description");

            migrationBuilder.RenameColumn(
                name: "Categories",
                table: "products",
                newName: "categories");

            migrationBuilder.RenameColumn(
                name: "Id",
                table: "products",
                newName: "id");

            migrationBuilder.RenameColumn(
                name: "PriceUnits",
                table: "products",
                newName: "price_units");

            migrationBuilder.RenameColumn(
                name: "PriceNanos",
                table: "products",
                newName: "price_nanos");

            migrationBuilder.RenameColumn(
                name: "PriceCurrency",
                table: "products",
                newName: "price_currency_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "picture",
                table: "products",
                newName: "Picture");

            migrationBuilder.RenameColumn(
                name: "name",
                table: "products",
                newName: "Name");

            migrationBuilder.RenameColumn(
                name: "description",
                table: "products",
                newName: "Description");

            migrationBuilder.RenameColumn(
                name: "categories",
                table: "products",
                newName: "Categories");

            migrationBuilder.RenameColumn(
                name: "id",
                table: "products",
                newName: "Id");

            migrationBuilder.RenameColumn(
                name: "price_units",
                table: "products",
                newName: "PriceUnits");

            migrationBuilder.RenameColumn(
                name: "price_nanos",
                table: "products",
                newName: "PriceNanos");

            migrationBuilder.RenameColumn(
                name: "price_currency_code",
                table: "products",
                newName: "PriceCurrency");
        }
    }
}
