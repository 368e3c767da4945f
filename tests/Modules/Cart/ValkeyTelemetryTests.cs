using System.Diagnostics;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

[Requires(Part.Redis)]
public sealed class ValkeyTelemetryTests() : CartStoreContract(new ValkeyCartStoreFixture())
{
    [Fact]
    public async Task Each_command_is_a_span_of_the_cart_without_values()
    {
        using var listener = new RecordingActivityListener("Cart");
        await AddAsync("0PUK6V6EV0", 7);
        await LinesAsync();

        var commands = listener.Spans.Where(span => span.Kind == ActivityKind.Client && BelongsToUs(span, listener)).ToList();
        commands.Select(span => span.DisplayName).Should().Equal("EVALSHA add", "EVALSHA read");
        commands[0].TagObjects.Should().Contain(
        [
            new("db.system.name", "redis"), new("db.namespace", "0"), new("db.operation.name", "EVALSHA"),
            new("db.stored_procedure.name", "add"), new("server.address", "127.0.0.1"),
        ]);
        commands.SelectMany(span => span.TagObjects).Select(tag => tag.Value?.ToString()).Should()
            .NotContain(text => text!.Contains("0PUK6V6EV0") || text.Contains(Shopper));
    }

    [Fact]
    public async Task The_log_states_the_address_and_the_connection_without_the_password()
    {
        await using var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        using var logs = new RecordingLoggerProvider();
        await using var shop = await ShopUnderTest.StartAsync(
            [new CartModule()], [("ConnectionStrings:Valkey", $"{server.ConnectionString},password=canary-7c1d")], configure: logs.AddTo);

        (await shop.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken)).Dispose();

        EventsIn(logs).Should().ContainInOrder("cart.redis.connecting", "cart.redis.small_test", "cart.redis.small_test_result", "cart.redis.connected")
            .And.Contain("cart.health_check.request");
        logs.Lines.Should().Contain(line => line.Contains(server.ConnectionString)).And.NotContain(line => line.Contains("canary-7c1d"));
    }

    [Fact]
    public async Task The_log_states_when_the_server_does_not_answer()
    {
        using var logs = new RecordingLoggerProvider();
        await using var shop = await ShopUnderTest.StartAsync(
            [new CartModule()], [("ConnectionStrings:Valkey", $"127.0.0.1:{FreePorts.Take()}")], configure: logs.AddTo);

        (await shop.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken)).Dispose();

        EventsIn(logs).Should().Contain("cart.redis.connection_failed").And.NotContain("cart.redis.connected");
    }

    private static IEnumerable<string> EventsIn(RecordingLoggerProvider logs) => logs.Lines.Select(line => line.Split(": ")).Where(parts => parts[0].Contains("Modules.Cart")).Select(parts => parts[1]);

    private bool BelongsToUs(Activity span, RecordingActivityListener spanListener) =>
        spanListener.Spans.Any(parent => parent.SpanId == span.ParentSpanId && parent.GetTagItem("user.id") is string user && user == Shopper);
}
