using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Accounting.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "order",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "text", nullable: false),
                    total_currency_code = table.Column<string>(type: "text", nullable: false),
                    total_units = table.Column<long>(type: "bigint", nullable: false),
                    total_nanos = table.Column<int>(type: "integer", nullable: false),
                    transaction_id = table.Column<string>(type: "text", nullable: true),
                    placed_at = table.Column<long>(type: "bigint", nullable: true),
                    booked_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "orderitem",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<string>(type: "text", nullable: false),
                    item_cost_currency_code = table.Column<string>(type: "text", nullable: false),
                    item_cost_units = table.Column<long>(type: "bigint", nullable: false),
                    item_cost_nanos = table.Column<int>(type: "integer", nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orderitem", x => new { x.order_id, x.product_id });
                    table.ForeignKey(
                        name: "FK_orderitem_order_order_id",
                        column: x => x.order_id,
                        principalTable: "order",
                        principalColumn: "order_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shipping",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "text", nullable: false),
                    shipping_tracking_id = table.Column<string>(type: "text", nullable: false),
                    shipping_cost_currency_code = table.Column<string>(type: "text", nullable: false),
                    shipping_cost_units = table.Column<long>(type: "bigint", nullable: false),
                    shipping_cost_nanos = table.Column<int>(type: "integer", nullable: false),
                    street_address = table.Column<string>(type: "text", nullable: false),
                    city = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    zip_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping", x => x.order_id);
                    table.ForeignKey(
                        name: "FK_shipping_order_order_id",
                        column: x => x.order_id,
                        principalTable: "order",
                        principalColumn: "order_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_order_booked_at_order_id",
                table: "order",
                columns: new[] { "booked_at", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_shipping_shipping_tracking_id",
                table: "shipping",
                column: "shipping_tracking_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "orderitem");

            migrationBuilder.DropTable(
                name: "shipping");

            migrationBuilder.DropTable(
                name: "order");
        }
    }
}
