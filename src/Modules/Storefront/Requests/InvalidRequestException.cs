namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>The request is invalid. The exception lists every invalid field, so that all of them can be corrected at once.</summary>
internal sealed class InvalidRequestException(IReadOnlyList<FieldProblem> problems) : Exception("The request is invalid")
{
    public InvalidRequestException(string field, string problem)
        : this([new FieldProblem(field, problem)])
    {
    }

    public IReadOnlyList<FieldProblem> Problems => problems;
}
