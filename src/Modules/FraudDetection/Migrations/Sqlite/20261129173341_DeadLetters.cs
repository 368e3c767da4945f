using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AstronomyShop.Modules.FraudDetection.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeadLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The name of the key stays as it was: changing it would make SQLite copy the table.
            migrationBuilder.RenameTable(
                name: "parked_record",
                newName: "dead_letter");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(
                name: "dead_letter",
                newName: "parked_record");
        }
    }
}
