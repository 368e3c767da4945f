namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The data of a simulated customer. The addresses are fictitious, and the cards are test numbers.</summary>
internal sealed record CustomerProfile(string Email, string Street, string ZipCode, string City, string State, string Country, string Currency, string Card, int Month, int Cvv)
{
    private const string UnitedStates = "United States";

    public static IReadOnlyList<CustomerProfile> All { get; } =
    [
        new("polaris@example.com", "1 Observatory Lane", "96720", "Hilo", "HI", UnitedStates, "USD", "4432-8015-6152-0454", 1, 672),
        new("vega@example.com", "22 Meridian Road", "86001", "Flagstaff", "AZ", UnitedStates, "USD", "4532-4211-7434-1278", 2, 114),
        new("rigel@example.com", "303 Parallax Street", "53191", "Williams Bay", "WI", UnitedStates, "USD", "4532-6178-2799-1951", 3, 239),
        new("deneb@example.com", "4 Equinox Avenue", "79734", "Fort Davis", "TX", UnitedStates, "USD", "4539-1103-5661-7083", 4, 784),
        new("altair@example.com", "57 Zenith Drive", "92060", "Palomar Mountain", "CA", UnitedStates, "USD", "4916-0816-6217-7968", 5, 397),
        new("spica@example.com", "680 Nebula Court", "24944", "Green Bank", "WV", UnitedStates, "USD", "4929-5431-0337-5647", 6, 793),
        new("mira@example.com", "71 Perigee Way", "95140", "Mount Hamilton", "CA", UnitedStates, "USD", "4763-1844-9699-8031", 7, 488),
        new("atria@example.com", "8 Solstice Square", "80302", "Boulder", "CO", UnitedStates, "USD", "4929-6495-8333-3657", 8, 509),
        new("sirius@example.com", "99 Aurora Crescent", "K2P1L4", "Ottawa", "ON", "Canada", "CAD", "4485-4803-8707-3547", 9, 217),
    ];

    /// <summary>Creates the order request for the cart of a user.</summary>
    public object Order(string userId) => new
    {
        email = Email,
        address = new { streetAddress = Street, zipCode = ZipCode, city = City, state = State, country = Country },
        userCurrency = Currency,
        creditCard = new { creditCardNumber = Card, creditCardExpirationMonth = Month, creditCardExpirationYear = 2039, creditCardCvv = Cvv },
        userId,
    };

    // The generated ToString of a record would print the card number.
    public override string ToString() => nameof(CustomerProfile);
}
