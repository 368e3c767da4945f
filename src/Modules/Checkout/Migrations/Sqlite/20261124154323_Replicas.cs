using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.Checkout.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Replicas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LastFailure",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BegunAt",
                table: "orders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LastFailure",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "BegunAt",
                table: "orders");
        }
    }
}
