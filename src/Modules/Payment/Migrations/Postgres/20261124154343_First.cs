using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Payment.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fingerprint_secret",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fingerprint_secret", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    idempotency_key = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: true),
                    transaction_id = table.Column<string>(type: "text", nullable: true),
                    currency_code = table.Column<string>(type: "text", nullable: true),
                    units = table.Column<long>(type: "bigint", nullable: true),
                    nanos = table.Column<int>(type: "integer", nullable: true),
                    card_brand = table.Column<string>(type: "text", nullable: true),
                    card_last_four = table.Column<string>(type: "text", nullable: true),
                    charged_at = table.Column<long>(type: "bigint", nullable: true),
                    refund_id = table.Column<string>(type: "text", nullable: true),
                    refunded_at = table.Column<long>(type: "bigint", nullable: true),
                    is_closed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger", x => x.idempotency_key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transaction_id",
                table: "ledger",
                column: "transaction_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fingerprint_secret");

            migrationBuilder.DropTable(
                name: "ledger");
        }
    }
}
