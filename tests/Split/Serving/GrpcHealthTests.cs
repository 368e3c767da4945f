using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AstronomyShop.Tests.Split.Serving;

public sealed class GrpcHealthTests
{
    private const string AnsweringService = "oteldemo.CartService";
    private const string CheckedService = "oteldemo.AdService";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_health_of_each_service_is_that_of_its_module()
    {
        var patient = new CheckedModule();
        await using var shop = await OpenAsync(patient);

        (await AllAsync(shop)).Should().Be((Status.Serving, Status.Serving, Status.Serving, HttpStatusCode.OK));

        patient.IsHealthy = false;

        (await AllAsync(shop)).Should().Be((Status.NotServing, Status.Serving, Status.NotServing, HttpStatusCode.ServiceUnavailable));
    }

    [Theory, InlineData("oteldemo.NoService"), InlineData("oteldemo.CheckoutService")]
    public async Task A_service_that_is_not_hosted_is_unknown(string service)
    {
        await using var shop = await OpenAsync(new CheckedModule());

        var failure = await shop.Awaiting(one => CheckAsync(one, service)).Should().ThrowAsync<RpcException>();

        failure.Which.StatusCode.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task A_watcher_receives_every_change()
    {
        var patient = new CheckedModule();
        await using var shop = await OpenAsync(patient);
        using var watch = new Health.HealthClient(shop.Channel).Watch(new HealthCheckRequest { Service = CheckedService }, cancellationToken: TestCancellation);

        (await NextAsync(watch)).Should().Be(Status.Serving);
        patient.IsHealthy = false;
        (await NextAsync(watch)).Should().Be(Status.NotServing);
        patient.IsHealthy = true;
        (await NextAsync(watch)).Should().Be(Status.Serving);
    }

    [Fact]
    public async Task Health_is_NOT_SERVING_before_the_ports_close()
    {
        var drain = new HeldTimers(TimeSpan.FromSeconds(3));
        var shop = await ShopUnderTest.StartAsync([new AnsweringModule("teller"), new CheckedModule()], [("Shop:DrainTime", "00:00:03")], configure: services =>
        {
            services.AddSingleton<TimeProvider>(drain);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        });
        using var management = new HttpClient { BaseAddress = shop.Management.BaseAddress };
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(shop.GrpcAddress);
        using var watch = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), cancellationToken: TestCancellation);
        (await NextAsync(watch)).Should().Be(Status.Serving);

        var closing = shop.DisposeAsync();

        (await NextAsync(watch)).Should().Be(Status.NotServing);
        (await management.GetAsync("/health/ready", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await management.GetAsync("/health/live", TestCancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        await new CartService.CartServiceClient(channel).GetCartAsync(new GetCartRequest(), cancellationToken: TestCancellation);
        drain.Release();
        (await watch.ResponseStream.MoveNext(TestCancellation)).Should().BeFalse("an open stream would delay the shutdown");
        await closing;
    }

    private static Task<ShopUnderTest> OpenAsync(CheckedModule patient) => ShopUnderTest.StartAsync([new AnsweringModule("teller"), patient]);

    private static async Task<(Status Whole, Status Teller, Status Patient, HttpStatusCode Ready)> AllAsync(ShopUnderTest shop) =>
        (await CheckAsync(shop, ""), await CheckAsync(shop, AnsweringService), await CheckAsync(shop, CheckedService), (await shop.Management.GetAsync("/health/ready", TestCancellation)).StatusCode);

    private static async Task<Status> CheckAsync(ShopUnderTest shop, string service) =>
        (await new Health.HealthClient(shop.Channel).CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: TestCancellation)).Status;

    private static async Task<Status> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(TestCancellation)).Should().BeTrue();
        return watch.ResponseStream.Current.Status;
    }

    /// <summary>A module whose health is set by the test.</summary>
    private sealed class CheckedModule : IModule
    {
        public bool IsHealthy { get; set; } = true;

        public ModuleDescriptor Descriptor { get; } = new("Patient", "patient") { Serves = [AdService.Descriptor] };

        public void Add(ModuleBuilder module)
        {
            module.Services.Add(new(typeof(CheckedModule), this));
            module.AddHealthCheck<ModuleHealthCheck>("pulse");
        }
    }

    /// <summary>A time provider whose timers of one length elapse when the test releases them.</summary>
    private sealed class HeldTimers(TimeSpan length) : TimeProvider
    {
        private readonly TaskCompletionSource released = new();

        public void Release() => released.SetResult();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != length)
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            released.Task.ContinueWith(_ => callback(state), TaskScheduler.Default);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }

    private sealed class ModuleHealthCheck(CheckedModule patient) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(patient.IsHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no pulse"));
    }
}
