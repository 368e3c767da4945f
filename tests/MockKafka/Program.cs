using System.Globalization;
using AstronomyShop.Tests.MockKafka;

// mock-kafka <topic> <partitions>: prints the bootstrap servers on one line, and exits when its standard input is closed, also when the parent
// process was killed.
using var cluster = MockKafkaCluster.Start(brokers: 3);
cluster.CreateTopic(args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
Console.WriteLine(cluster.Servers);
while (Console.ReadLine() is { } received)
{
    // "advertise 2 34567": clients receive this port of the loopback interface as the address of broker 2.
    if (received.Split(' ') is ["advertise", var broker, var port])
    {
        cluster.Advertise(int.Parse(broker, CultureInfo.InvariantCulture), int.Parse(port, CultureInfo.InvariantCulture));
        Console.WriteLine("advertised");
    }
}
