using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.FraudDetection.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DeadLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_parked_record",
                table: "parked_record");

            migrationBuilder.RenameTable(
                name: "parked_record",
                newName: "dead_letter");

            migrationBuilder.AddPrimaryKey(
                name: "PK_dead_letter",
                table: "dead_letter",
                columns: new[] { "topic", "partition", "offset" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_dead_letter",
                table: "dead_letter");

            migrationBuilder.RenameTable(
                name: "dead_letter",
                newName: "parked_record");

            migrationBuilder.AddPrimaryKey(
                name: "PK_parked_record",
                table: "parked_record",
                columns: new[] { "topic", "partition", "offset" });
        }
    }
}
