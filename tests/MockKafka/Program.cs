using System.Globalization;
using AstronomyShop.Tests.MockKafka;

// mock-kafka <topic> <partitions>: says on one line where it is, and ends when its standard input does, also when that is because
// whoever started it was killed.
using var cluster = MockKafkaCluster.Start(brokers: 3);
cluster.CreateTopic(args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
Console.WriteLine(cluster.Servers);
while (Console.ReadLine() is { } received)
{
    // "advertise 2 34567": clients are told that broker 2 is at that port of loopback.
    if (received.Split(' ') is ["advertise", var broker, var port])
    {
        cluster.Advertise(int.Parse(broker, CultureInfo.InvariantCulture), int.Parse(port, CultureInfo.InvariantCulture));
        Console.WriteLine("advertised");
    }
}
