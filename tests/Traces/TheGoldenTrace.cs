namespace AstronomyShop.Tests.Traces;

/// <summary>The same visit makes the same tree of (service, span name, kind) in one process and in many.</summary>
public sealed class TheGoldenTrace(BothShapes shapes)
{
    [Theory, ClassData(typeof(EveryTour))]
    public void Of(string tour)
    {
        var (one, many) = (shapes.One.Trees[tour], shapes.Many.Trees[tour]);
        if (!one.SequenceEqual(many))
        {
            Assert.Fail($"in one process | in many\n{TraceTree.Beside(one, many)}");
        }
    }

    [Fact]
    public void Of_buying_goes_by_the_till() =>
        shapes.One.Trees["buying"].Should().Contain(line => line.TrimStart() == "payment: oteldemo.PaymentService/Charge (SERVER)");
}
