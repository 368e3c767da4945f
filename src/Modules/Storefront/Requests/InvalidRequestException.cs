namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>The request can never be right. It names every field that is wrong: a person who mends one should see the others too.</summary>
internal sealed class InvalidRequestException(IReadOnlyList<FieldProblem> problems) : Exception("The request is wrong")
{
    public InvalidRequestException(string field, string problem)
        : this([new FieldProblem(field, problem)])
    {
    }

    public IReadOnlyList<FieldProblem> Problems => problems;
}
