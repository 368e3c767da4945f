using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.Flags.Document;
using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>The scheduler changes flags and restores them.</summary>
public sealed class FlagSchedulerTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider clock = new();
    private readonly FlagObserverModule observer = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync(
            [new FlagsModule(), observer], [("Modules:Flags:Token", "stars")], configure: services => services.AddSingleton<TimeProvider>(clock));
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_flag_is_changed_for_its_duration_and_restored_in_every_interval()
    {
        await StartAsync(["cartFailure/25%"]);
        for (var round = 0; round < 3; round++)
        {
            await BecomesAsync(0.25);
            await BecomesAsync(0);
        }

        var page = await PageAsync();
        Regex.Count(page, "<code>cartFailure</code> <b>25%</b> <small>for ").Should().BeGreaterThanOrEqualTo(3, "the history lists each change");
    }

    [Fact]
    public async Task Stopping_restores_all_flags_at_once()
    {
        await StartAsync(["cartFailure/25%", "adFailure/on"], atOnce: 2);
        await BecomesAsync(0.25);

        using var stopped = await PostAsync("scheduler/stop", []);

        (await observer.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0);
        (await observer.Flags.GetBooleanValueAsync("adFailure", true)).Should().BeFalse();
        (await PageAsync()).Should().Contain(">Start</button>");
    }

    [Fact]
    public async Task A_flag_is_restored_to_its_value_at_the_start_of_the_scheduler()
    {
        using var chosen = await PostAsync("choose", [new("flag", "cartFailure"), new("variant", "10%")]);
        await StartAsync(["cartFailure/25%"]);

        await BecomesAsync(0.25);
        await BecomesAsync(0.1);
    }

    [Fact]
    public async Task A_shop_that_shuts_down_restores_all_flags()
    {
        var data = Directory.CreateTempSubdirectory("shop-");
        var other = new FlagObserverModule();
        var closing = await ShopUnderTest.StartAsync(
            [new FlagsModule(), other], [("Modules:Flags:Token", "stars")], data.FullName, services => services.AddSingleton<TimeProvider>(clock));
        closing.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
        await StartAsync(["cartFailure/25%"], shop: closing);
        await BecomesAsync(0.25, other);

        await closing.DisposeAsync();

        var file = await File.ReadAllTextAsync(Path.Combine(data.FullName, "flags.json"), TestCancellation);
        FlagDocument.Parse(file).Flags["cartFailure"].DefaultVariant!.Name.Should().Be("off");
        data.Delete(recursive: true);
    }

    // The editor of the disposed file throws an exception that no caller expects.
    [Fact]
    public async Task A_change_that_fails_in_any_way_is_logged_and_the_rounds_continue_until_the_scheduler_is_stopped()
    {
        using var logs = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var store = new FlagStore();
        store.Publish(FlagDocument.Parse("""{"flags":{"star":{"state":"ENABLED","variants":{"off":false,"on":true},"defaultVariant":"off"}}}"""));
        var file = new FlagFile("unused.json");
        var editor = new FlagEditor(file, store, new FlagChanges(clock, loggers.CreateLogger<FlagChanges>()));
        file.Dispose();
        using var scheduler = new Scheduler(editor, store, clock, loggers.CreateLogger<Scheduler>());
        var second = TimeSpan.FromSeconds(1);
        await scheduler.StartAsync(new Schedule(second * 3, second, second, 1, 1, Scheduler.Eligible(store.Current!)), TestCancellation);

        await Eventually.HoldsAsync(
            "three rounds failed",
            _ =>
            {
                clock.Advance(second);
                return Task.FromResult(logs.Lines.Count(line => line.Contains("flags.scheduler.not_turned: Flag star could not be changed")) >= 6);
            },
            Timeout,
            TestCancellation);
        await scheduler.StopAsync(TestCancellation);

        scheduler.Current.Should().BeNull();
        logs.Lines.Should().ContainSingle(line => line.Contains("flags.scheduler.stopped"));
    }

    [Fact]
    public async Task A_generated_seed_is_reported()
    {
        await StartAsync(["cartFailure/25%"]);

        (await PageAsync()).Should().MatchRegex("<dt>Seed</dt><dd><code>\\d+</code>");
    }

    [Theory]
    [InlineData("interval", "0", "The interval must be from 1 second")]
    [InlineData("interval", "soon", "must be whole numbers")]
    [InlineData("longestHold", "61", "The longest hold must not be more than the interval.")]
    [InlineData("shortestHold", "30", "The longest hold must not be less than the shortest.")]
    [InlineData("atOnce", "2", "Flags at once must be from 1 to the number of chosen flags, which is 1.")]
    [InlineData("seed", "x", "The seed must be a whole number.")]
    public async Task An_invalid_schedule_is_rejected_with_the_reason_and_shown_again(string field, string value, string problem)
    {
        using var response = await PostAsync("scheduler/start", [.. Fields(["cartFailure/25%"], 1).Where(one => one.Key != field), new(field, value)]);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await response.Content.ReadAsStringAsync(TestCancellation);
        page.Should().Contain(problem).And.Contain($"name=\"{field}\" value=\"{value}\"");
    }

    [Theory]
    [InlineData("", "900", "60", "180")]
    [InlineData("presentation", "60", "10", "20")]
    [InlineData("frequent", "900", "60", "180")]
    [InlineData("hourly", "3600", "300", "900")]
    public async Task A_preset_fills_the_form(string preset, string interval, string shortest, string longest)
    {
        var page = await shop.Web.GetStringAsync(new Uri($"/feature/scheduler?preset={preset}", UriKind.Relative), TestCancellation);

        page.Should().Contain($"name=\"interval\" value=\"{interval}\"").And.Contain($"name=\"shortestHold\" value=\"{shortest}\"")
            .And.Contain($"name=\"longestHold\" value=\"{longest}\"");
    }

    [Theory, InlineData("abc"), InlineData("hourly&preset=frequent")]
    public async Task An_unknown_preset_is_rejected_with_the_known_ones(string preset)
    {
        using var response = await shop.Web.GetAsync(new Uri($"/feature/scheduler?preset={preset}", UriKind.Relative), TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestCancellation)).Should().Contain("Unknown preset. The presets are presentation, frequent, hourly.");
    }

    [Fact]
    public void A_round_changes_distinct_flags_and_every_duration_fits_into_it()
    {
        var schedule = new Schedule(
            TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 3, null,
            Enumerable.Range(0, 5).ToDictionary(at => $"flag{at}", _ => (IReadOnlyList<string>)["on", "more"]));
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var turns = ScheduledChange.Draw(schedule, random);
            turns.Select(turn => turn.Flag).Should().HaveCount(3).And.OnlyHaveUniqueItems();
            turns.Should().OnlyContain(turn => turn.Hold >= schedule.ShortestHold && turn.Hold <= schedule.LongestHold && turn.Offset >= TimeSpan.Zero && turn.Offset + turn.Hold <= schedule.Interval);
        }

        ScheduledChange.Draw(schedule, new Random(1)).Should().Equal(ScheduledChange.Draw(schedule, new Random(1)), "the same seed gives the same round");
    }

    private static List<KeyValuePair<string, string>> Fields(IEnumerable<string> turns, int atOnce) =>
    [
        new("interval", "60"), new("shortestHold", "10"), new("longestHold", "20"), new("atOnce", $"{atOnce}"), new("seed", ""),
        .. turns.Select(turn => KeyValuePair.Create("turn", turn)),
    ];

    private async Task StartAsync(string[] turns, int atOnce = 1, ShopUnderTest? shop = null)
    {
        using var response = await PostAsync("scheduler/start", Fields(turns, atOnce), shop);
        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private Task<string> PageAsync() => shop.Web.GetStringAsync(new Uri("/feature/scheduler", UriKind.Relative), TestCancellation);

    private async Task<HttpResponseMessage> PostAsync(string path, List<KeyValuePair<string, string>> form, ShopUnderTest? shop = null)
    {
        using var content = new FormUrlEncodedContent(form);
        return await (shop ?? this.shop).Web.PostAsync(new Uri($"/feature/{path}", UriKind.Relative), content, TestCancellation);
    }

    private Task BecomesAsync(double value, FlagObserverModule? by = null) => Eventually.HoldsAsync(
        $"cartFailure is {value}",
        async _ =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return Math.Abs(await (by ?? observer).Flags.GetDoubleValueAsync("cartFailure", 7) - value) < 0.001;
        },
        Timeout,
        TestCancellation);
}
