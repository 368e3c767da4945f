namespace AstronomyShop.Modules.Nosy;

// Each kind of line in naming.txt, broken once: a call stumbles here.
internal sealed class CallManager
{
    private readonly string told = "A word in a string, such as Patience, is no name.";

    public string AskNeighbour() => told;
}
