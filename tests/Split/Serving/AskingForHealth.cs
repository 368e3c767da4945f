using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AstronomyShop.Tests.Split.Serving;

public sealed class AskingForHealth
{
    private const string Teller = "oteldemo.CartService";
    private const string Patient = "oteldemo.AdService";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_of_each_service_what_its_module_checks()
    {
        var patient = new PatientModule();
        await using var shop = await Open(patient);

        (await All(shop)).Should().Be((Status.Serving, Status.Serving, Status.Serving, HttpStatusCode.OK));

        patient.IsWell = false;

        (await All(shop)).Should().Be((Status.NotServing, Status.Serving, Status.NotServing, HttpStatusCode.ServiceUnavailable));
    }

    [Theory, InlineData("oteldemo.NoService"), InlineData("oteldemo.CheckoutService")]
    public async Task Knows_no_service_that_does_not_run_here(string service)
    {
        await using var shop = await Open(new PatientModule());

        var failure = await shop.Awaiting(one => Check(one, service)).Should().ThrowAsync<RpcException>();

        failure.Which.StatusCode.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task Tells_a_watcher_every_change()
    {
        var patient = new PatientModule();
        await using var shop = await Open(patient);
        using var watch = new Health.HealthClient(shop.Channel).Watch(new HealthCheckRequest { Service = Patient }, cancellationToken: Test);

        (await Next(watch)).Should().Be(Status.Serving);
        patient.IsWell = false;
        (await Next(watch)).Should().Be(Status.NotServing);
        patient.IsWell = true;
        (await Next(watch)).Should().Be(Status.Serving);
    }

    [Fact]
    public async Task Says_no_before_the_ports_close()
    {
        var shop = await Open(new PatientModule(), ("Shop:DrainTime", "00:00:01"));
        using var management = new HttpClient { BaseAddress = shop.Management.BaseAddress };
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(shop.GrpcAddress);
        using var watch = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), cancellationToken: Test);
        (await Next(watch)).Should().Be(Status.Serving);

        var closing = shop.DisposeAsync();

        (await Next(watch)).Should().Be(Status.NotServing);
        (await management.GetAsync("/health/ready", Test)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await management.GetAsync("/health/live", Test)).StatusCode.Should().Be(HttpStatusCode.OK);
        await new CartService.CartServiceClient(channel).GetCartAsync(new GetCartRequest(), cancellationToken: Test);
        (await watch.ResponseStream.MoveNext(Test)).Should().BeFalse("an open stream would hold the shop up");
        await closing;
    }

    private static Task<ShopUnderTest> Open(PatientModule patient, params (string, string)[] settings) =>
        ShopUnderTest.Start([new TellerModule("teller"), patient], settings);

    private static async Task<(Status Whole, Status Teller, Status Patient, HttpStatusCode Ready)> All(ShopUnderTest shop) =>
        (await Check(shop, ""), await Check(shop, Teller), await Check(shop, Patient), (await shop.Management.GetAsync("/health/ready", Test)).StatusCode);

    private static async Task<Status> Check(ShopUnderTest shop, string service) =>
        (await new Health.HealthClient(shop.Channel).CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: Test)).Status;

    private static async Task<Status> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(Test)).Should().BeTrue();
        return watch.ResponseStream.Current.Status;
    }

    /// <summary>A module that is as well as the test says.</summary>
    private sealed class PatientModule : IModule
    {
        public bool IsWell { get; set; } = true;

        public ModuleDescriptor Descriptor { get; } = new("Patient", "patient") { Serves = [AdService.Descriptor] };

        public void Add(ModuleBuilder module)
        {
            module.Services.Add(new(typeof(PatientModule), this));
            module.AddHealthCheck<Pulse>("pulse");
        }
    }

    private sealed class Pulse(PatientModule patient) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(patient.IsWell ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no pulse"));
    }
}
