namespace AstronomyShop.Tests.Traces;

/// <summary>The same requests produce the same tree of (service, span name, kind) in both deployments.</summary>
public sealed class GoldenTraceTests(BothDeploymentsFixture deployments)
{
    [Theory, ClassData(typeof(TourNames))]
    public void The_trace_of_each_tour_is_the_same_in_both_deployments(string tour)
    {
        var (one, many) = (deployments.SingleProcess.Trees[tour], deployments.Split.Trees[tour]);
        if (!one.SequenceEqual(many))
        {
            Assert.Fail($"in one process | in many\n{TraceTree.SideBySide(one, many)}");
        }
    }

    [Fact]
    public void The_trace_of_a_purchase_contains_the_charge() =>
        deployments.SingleProcess.Trees["buying"].Should().Contain(line => line.TrimStart() == "payment: oteldemo.PaymentService/Charge (SERVER)");
}
