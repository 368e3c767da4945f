using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>The scheduler: flags turn by themselves and turn back.</summary>
public sealed class TurningByTheClock : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider clock = new();
    private readonly Onlooker onlooker = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.Start(
            [new FlagsModule(), onlooker], [("Modules:Flags:Token", "stars")], configure: services => services.AddSingleton<TimeProvider>(clock));
        shop.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task A_flag_turns_for_its_hold_and_back_in_every_interval()
    {
        await Start(["cartFailure/25%"]);
        for (var round = 0; round < 3; round++)
        {
            await Becomes(0.25);
            await Becomes(0);
        }

        var page = await Page();
        Regex.Count(page, "<code>cartFailure</code> <b>25%</b> <small>for ").Should().BeGreaterThanOrEqualTo(3, "the history tells of each");
    }

    [Fact]
    public async Task Stopping_turns_all_back_at_once()
    {
        await Start(["cartFailure/25%", "adFailure/on"], atOnce: 2);
        await Becomes(0.25);

        using var stopped = await Post("scheduler/stop", []);

        (await onlooker.Flags.GetDoubleValueAsync("cartFailure", 7)).Should().Be(0);
        (await onlooker.Flags.GetBooleanValueAsync("adFailure", true)).Should().BeFalse();
        (await Page()).Should().Contain(">Start</button>");
    }

    [Fact]
    public async Task A_flag_goes_back_to_what_it_was_when_the_scheduler_started()
    {
        using var chosen = await Post("choose", [new("flag", "cartFailure"), new("variant", "10%")]);
        await Start(["cartFailure/25%"]);

        await Becomes(0.25);
        await Becomes(0.1);
    }

    [Fact]
    public async Task A_shop_that_closes_leaves_no_flag_turned()
    {
        var data = Directory.CreateTempSubdirectory("shop-");
        var other = new Onlooker();
        var closing = await ShopUnderTest.Start(
            [new FlagsModule(), other], [("Modules:Flags:Token", "stars")], data.FullName, services => services.AddSingleton<TimeProvider>(clock));
        closing.Web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stars");
        await Start(["cartFailure/25%"], shop: closing);
        await Becomes(0.25, other);

        await closing.DisposeAsync();

        var file = await File.ReadAllTextAsync(Path.Combine(data.FullName, "flags.json"), Cancellation);
        SharedKernel.Flags.FlagDocument.Parse(file).Flags["cartFailure"].DefaultVariant!.Name.Should().Be("off");
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_seed_that_was_not_given_is_reported()
    {
        await Start(["cartFailure/25%"]);

        (await Page()).Should().MatchRegex("<dt>Seed</dt><dd><code>\\d+</code>");
    }

    [Theory]
    [InlineData("interval", "0", "The interval must be from 1 second")]
    [InlineData("interval", "soon", "must be whole numbers")]
    [InlineData("longestHold", "61", "The longest hold must not be more than the interval.")]
    [InlineData("shortestHold", "30", "The longest hold must not be less than the shortest.")]
    [InlineData("atOnce", "2", "Flags at once must be from 1 to the number of chosen flags, which is 1.")]
    [InlineData("seed", "x", "The seed must be a whole number.")]
    public async Task A_schedule_that_cannot_be_is_refused_with_the_reason_and_shown_again(string field, string value, string problem)
    {
        using var answer = await Post("scheduler/start", [.. Fields(["cartFailure/25%"], 1).Where(one => one.Key != field), new(field, value)]);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        page.Should().Contain(problem).And.Contain($"name=\"{field}\" value=\"{value}\"");
    }

    [Theory]
    [InlineData("", "900", "60", "180")]
    [InlineData("presentation", "60", "10", "20")]
    [InlineData("frequent", "900", "60", "180")]
    [InlineData("hourly", "3600", "300", "900")]
    public async Task A_preset_fills_the_form(string preset, string interval, string shortest, string longest)
    {
        var page = await shop.Web.GetStringAsync(new Uri($"/feature/scheduler?preset={preset}", UriKind.Relative), Cancellation);

        page.Should().Contain($"name=\"interval\" value=\"{interval}\"").And.Contain($"name=\"shortestHold\" value=\"{shortest}\"")
            .And.Contain($"name=\"longestHold\" value=\"{longest}\"");
    }

    [Fact]
    public void A_round_turns_distinct_flags_and_every_hold_fits_into_it()
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

        ScheduledChange.Draw(schedule, new Random(1)).Should().Equal(ScheduledChange.Draw(schedule, new Random(1)), "a seed makes the same round again");
    }

    private static List<KeyValuePair<string, string>> Fields(IEnumerable<string> turns, int atOnce) =>
    [
        new("interval", "60"), new("shortestHold", "10"), new("longestHold", "20"), new("atOnce", $"{atOnce}"), new("seed", ""),
        .. turns.Select(turn => KeyValuePair.Create("turn", turn)),
    ];

    private async Task Start(string[] turns, int atOnce = 1, ShopUnderTest? shop = null)
    {
        using var answer = await Post("scheduler/start", Fields(turns, atOnce), shop);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private Task<string> Page() => shop.Web.GetStringAsync(new Uri("/feature/scheduler", UriKind.Relative), Cancellation);

    private async Task<HttpResponseMessage> Post(string path, List<KeyValuePair<string, string>> form, ShopUnderTest? shop = null)
    {
        using var content = new FormUrlEncodedContent(form);
        return await (shop ?? this.shop).Web.PostAsync(new Uri($"/feature/{path}", UriKind.Relative), content, Cancellation);
    }

    private Task Becomes(double value, Onlooker? by = null) => Eventually.Holds(
        $"cartFailure is {value}",
        async _ =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return Math.Abs(await (by ?? onlooker).Flags.GetDoubleValueAsync("cartFailure", 7) - value) < 0.001;
        },
        Patience,
        Cancellation);
}
