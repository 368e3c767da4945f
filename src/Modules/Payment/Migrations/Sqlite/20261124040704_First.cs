using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Payment.Migrations.Sqlite
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
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fingerprint_secret", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    idempotency_key = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", nullable: true),
                    transaction_id = table.Column<string>(type: "TEXT", nullable: true),
                    currency_code = table.Column<string>(type: "TEXT", nullable: true),
                    units = table.Column<long>(type: "INTEGER", nullable: true),
                    nanos = table.Column<int>(type: "INTEGER", nullable: true),
                    card_brand = table.Column<string>(type: "TEXT", nullable: true),
                    card_last_four = table.Column<string>(type: "TEXT", nullable: true),
                    charged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    refund_id = table.Column<string>(type: "TEXT", nullable: true),
                    refunded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_closed = table.Column<bool>(type: "INTEGER", nullable: false)
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
