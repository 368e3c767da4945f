using AstronomyShop.Host.Split;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Split.Starting;

/// <summary>In the split shop, each signal without a back end goes to the Observatory, as it does in one process.</summary>
public sealed class SplitTelemetryTests
{
    private const string BackEnd = "http://collector:4318";

    [Fact]
    public void Without_a_back_end_each_signal_goes_to_the_port_of_the_observatory() =>
        SettingsOf([]).Should().Contain(Received("TRACES")).And.Contain(Received("METRICS")).And.Contain(Received("LOGS"))
            .And.Contain(["OTEL_BSP_SCHEDULE_DELAY=500", "OTEL_METRIC_EXPORT_INTERVAL=10000"]);

    [Fact]
    public void A_protocol_or_temporality_of_the_user_does_not_apply_to_the_observatory() =>
        SettingsOf([new("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"), new("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta")])
            .Should().Contain(Received("TRACES")).And.Contain("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative");

    [Fact]
    public void A_back_end_of_one_signal_leaves_the_others_to_the_observatory() =>
        SettingsOf([new("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", BackEnd), new("OTEL_METRIC_EXPORT_INTERVAL", "5000")])
            .Should().Contain(Received("METRICS")).And.Contain(Received("LOGS")).And.NotContain(setting => setting.Contains("TRACES") || setting.Contains("BSP") || setting.Contains("INTERVAL"));

    [Fact]
    public void A_signal_that_is_not_exported_stays_in_the_observatory() =>
        SettingsOf([new(SplitTelemetry.Endpoint, BackEnd), new("OTEL_METRICS_EXPORTER", "None")])
            .Should().Contain(Received("METRICS")).And.NotContain(setting => setting.Contains("TRACES") || setting.Contains("LOGS"));

    [Fact]
    public void With_a_back_end_nothing_is_changed() => SettingsOf([new(SplitTelemetry.Endpoint, BackEnd)]).Should().BeEmpty();

    [Fact]
    public void The_settings_for_the_observatory_precede_those_of_the_command_line()
    {
        var child = PlanOf([], "--OTEL_TRACES_EXPORTER=none").Children.First(part => !part.Descriptor.ReceivesTelemetry);

        var read = new ConfigurationBuilder().AddCommandLine([.. child.Arguments]).Build();

        read["OTEL_TRACES_EXPORTER"].Should().Be("otlp");
    }

    // The address differs with every plan.
    private static string[] Received(string signal) => [$"OTEL_{signal}_EXPORTER=otlp", $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT=observatory", $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL=grpc"];

    private static string[] SettingsOf(KeyValuePair<string, string?>[] settings)
    {
        var plan = PlanOf(settings);
        var observatory = plan.TelemetryReceiver!;
        observatory.Arguments.Should().NotContain(argument => argument.StartsWith("--OTEL_", StringComparison.Ordinal));
        return
        [
            .. plan.Children.First(part => part != observatory).Arguments
                .Where(argument => argument.StartsWith("--OTEL_", StringComparison.Ordinal))
                .Select(argument => argument[2..].Replace(observatory.Grpc.ToString(), "observatory", StringComparison.Ordinal)),
        ];
    }

    private static SplitPlan PlanOf(KeyValuePair<string, string?>[] settings, params string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [.. settings, new("Shop:Run", "Quote,Observatory"), new("Shop:Ports:Web", "0"), new("Shop:Ports:Management", "0")]).AddCommandLine(arguments).Build();
        return SplitPlan.Read([.. Host.Shop.Modules.Select(module => module.Descriptor)], configuration, arguments);
    }
}
