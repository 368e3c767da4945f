using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Shipping.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "shipments",
                columns: table => new
                {
                    TrackingId = table.Column<string>(type: "text", nullable: false),
                    IdempotencyKey = table.Column<string>(type: "text", nullable: true),
                    RequestHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    ShippedAt = table.Column<long>(type: "bigint", nullable: false),
                    ItemCount = table.Column<long>(type: "bigint", nullable: false),
                    Country = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipments", x => x.TrackingId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_shipments_IdempotencyKey",
                table: "shipments",
                column: "IdempotencyKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "shipments");
        }
    }
}
