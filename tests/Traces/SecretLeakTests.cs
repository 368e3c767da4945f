using Microsoft.Data.Sqlite;

namespace AstronomyShop.Tests.Traces;

/// <summary>A shopper's card, security code, e-mail address and street are recorded and stored only where they are needed.</summary>
public sealed class SecretLeakTests(BothDeploymentsFixture deployments)
{
    [Theory, InlineData(false), InlineData(true)]
    public void No_telemetry_contains_a_secret(bool isSplit) => deployments[isSplit].Telemetry.Texts.SelectMany(SecretScanner.In).Should().BeEmpty();

    [Theory, InlineData(false), InlineData(true)]
    public void A_crash_of_the_mobile_app_is_recorded_without_user_input(bool isSplit) =>
        deployments[isSplit].Telemetry.Lines.Should().Contain(line => line.Service == "react-native-app" && line.Line.EventName == "app.crash" && line.Line.Body.StringValue == "RangeError");

    [Theory, InlineData(false), InlineData(true)]
    public void The_console_contains_no_secret(bool isSplit) => deployments[isSplit].Console.SelectMany(SecretScanner.In).Should().BeEmpty();

    [Theory, InlineData(false, "payment"), InlineData(true, "payment"), InlineData(false, "checkout"), InlineData(true, "checkout")]
    public void The_last_digits_of_the_card_are_recorded(bool isSplit, string service) =>
        deployments[isSplit].Telemetry.Spans.Where(span => span.Service == service).SelectMany(span => span.Attributes)
            .Should().Contain(pair => pair.Key == "demo.payment.card_number" && pair.Value.StringValue == "****7968");

    [Theory, InlineData(false), InlineData(true)]
    public void No_file_contains_the_card_and_few_files_contain_other_personal_data(bool isSplit)
    {
        // If a database was not closed before the process exited, its last changes are in a separate file, the write-ahead log.
        var files = deployments[isSplit].Data.GetFiles("*", SearchOption.AllDirectories)
            .GroupBy(file => file.Name.Replace("-wal", "", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => file.SelectMany(part => File.ReadAllBytes(part.FullName)).ToArray());

        files.Where(file => SecretScanner.ContainsCard(file.Value)).Select(file => file.Key).Should().BeEmpty();
        files.Where(file => SecretScanner.ContainsEmail(file.Value)).Select(file => file.Key).Should().Equal("email.db");
        files.Where(file => SecretScanner.ContainsStreet(file.Value)).Select(file => file.Key).Should().BeEquivalentTo("checkout.db", "accounting.db", "email.db");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void After_the_email_is_sent_its_address_is_removed_from_all_other_files(bool isSplit) =>
        deployments[isSplit].FilesWithEmailWhileOpen.Should().NotBeEmpty().And.BeSubsetOf(["email.db", "email.db-wal"]);

    [Theory, InlineData(false), InlineData(true)]
    public async Task No_table_holds_the_security_code(bool isSplit)
    {
        var found = new List<string>();
        foreach (var file in deployments[isSplit].Data.GetFiles("*.db", SearchOption.AllDirectories))
        {
            await using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.FullName, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await database.OpenAsync(TestContext.Current.CancellationToken);
            foreach (var (table, column) in Read(database, "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"))
            {
                found.AddRange(Read(database, $"""SELECT '{table}', '{column}' FROM "{table}" WHERE CAST("{column}" AS TEXT) = '{SecretScanner.Cvv}'""").Select(hit => $"{file.Name}: {hit}"));
            }
        }

        found.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "stringValue": "4916081662177968" }"""), InlineData("paid by 4916 0816-6217.7968"), InlineData("/pay?mail=Canary.7C1D%40example.org")]
    [InlineData("""{ "intValue": "8673" }"""), InlineData("lives at 77-Quokka_Hollow"), InlineData("cvv: 8673")]
    public void Each_secret_is_found_in_a_text(string text) => SecretScanner.In(text).Should().ContainSingle();

    [Theory, InlineData("took 8673.2 ms"), InlineData("0b1c-8673-44aa"), InlineData("http://127.0.0.1:48673/"), InlineData("****7968")]
    [InlineData("""{ "asInt": "8673" }"""), InlineData("""{ "count": "8673", "sum": 8673, "bucketCounts": [ "0", "8673", "0" ] }""")]
    public void Similar_text_is_not_a_secret(string text) => SecretScanner.In(text).Should().BeEmpty();

    private static List<(string, string)> Read(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The names come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var read = new List<(string, string)>();
        while (rows.Read())
        {
            read.Add((rows.GetString(0), rows.GetString(1)));
        }

        return read;
    }
}
