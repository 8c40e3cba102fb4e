using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PceServer.Topology.Tests")]
