using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>NAI Type of SR-ERO and SRv6-ERO (RFC 8664 §4.3.1).</summary>
public enum NaiType : byte
{
    Absent = 0,
    Ipv4Node = 1,
    Ipv6Node = 2,
    Ipv4Adjacency = 3,
    Ipv6Adjacency = 4,
    UnnumberedAdjacency = 5,
    Ipv6LinkLocalAdjacency = 6,
}

/// <summary>Node or Adjacency Identifier of a segment (RFC 8664 §4.3.2).</summary>
public abstract record Nai
{
    public abstract NaiType Type { get; }

    public abstract void Write(ref WireWriter writer);

    /// <summary>Octets of each type; zero where the type has no NAI, minus one where it is not known.</summary>
    internal static int Octets(NaiType type) => type switch
    {
        NaiType.Absent => 0,
        NaiType.Ipv4Node => 4,
        NaiType.Ipv6Node => 16,
        NaiType.Ipv4Adjacency => 8,
        NaiType.Ipv6Adjacency => 32,
        NaiType.UnnumberedAdjacency => 16,
        NaiType.Ipv6LinkLocalAdjacency => 40,
        _ => -1,
    };

    internal static Nai? Read(NaiType type, ref WireReader reader) => type switch
    {
        NaiType.Ipv4Node => new Ipv4NodeNai(reader.Ipv4()),
        NaiType.Ipv6Node => new Ipv6NodeNai(reader.Ipv6()),
        NaiType.Ipv4Adjacency => new Ipv4AdjacencyNai(reader.Ipv4(), reader.Ipv4()),
        NaiType.Ipv6Adjacency => new Ipv6AdjacencyNai(reader.Ipv6(), reader.Ipv6()),
        NaiType.UnnumberedAdjacency => new UnnumberedAdjacencyNai(reader.Ipv4(), reader.U32(), reader.Ipv4(), reader.U32()),
        NaiType.Ipv6LinkLocalAdjacency => new Ipv6LinkLocalAdjacencyNai(reader.Ipv6(), reader.U32(), reader.Ipv6(), reader.U32()),
        _ => null,
    };
}

/// <summary>NT 1: <c>node address:32</c> (RFC 8664 §4.3.2).</summary>
public sealed record Ipv4NodeNai(Ipv4Address Node) : Nai
{
    public override NaiType Type => NaiType.Ipv4Node;

    public override void Write(ref WireWriter writer) => writer.Ipv4(Node);
}

/// <summary>NT 2: <c>node address:128</c> (RFC 8664 §4.3.2).</summary>
public sealed record Ipv6NodeNai(Ipv6Address Node) : Nai
{
    public override NaiType Type => NaiType.Ipv6Node;

    public override void Write(ref WireWriter writer) => writer.Ipv6(Node);
}

/// <summary>NT 3: <c>local:32 / remote:32</c> (RFC 8664 §4.3.2).</summary>
public sealed record Ipv4AdjacencyNai(Ipv4Address Local, Ipv4Address Remote) : Nai
{
    public override NaiType Type => NaiType.Ipv4Adjacency;

    public override void Write(ref WireWriter writer)
    {
        writer.Ipv4(Local);
        writer.Ipv4(Remote);
    }
}

/// <summary>NT 4: <c>local:128 / remote:128</c>, global addresses (RFC 8664 §4.3.2).</summary>
public sealed record Ipv6AdjacencyNai(Ipv6Address Local, Ipv6Address Remote) : Nai
{
    public override NaiType Type => NaiType.Ipv6Adjacency;

    public override void Write(ref WireWriter writer)
    {
        writer.Ipv6(Local);
        writer.Ipv6(Remote);
    }
}

/// <summary>NT 5: <c>local node:32 / local interface:32 / remote node:32 / remote interface:32</c> (RFC 8664 §4.3.2).</summary>
public sealed record UnnumberedAdjacencyNai(Ipv4Address LocalNode, uint LocalInterface, Ipv4Address RemoteNode, uint RemoteInterface) : Nai
{
    public override NaiType Type => NaiType.UnnumberedAdjacency;

    public override void Write(ref WireWriter writer)
    {
        writer.Ipv4(LocalNode);
        writer.U32(LocalInterface);
        writer.Ipv4(RemoteNode);
        writer.U32(RemoteInterface);
    }
}

/// <summary>NT 6: <c>local:128 / local interface:32 / remote:128 / remote interface:32</c>, link-local addresses (RFC 8664 §4.3.2).</summary>
public sealed record Ipv6LinkLocalAdjacencyNai(Ipv6Address Local, uint LocalInterface, Ipv6Address Remote, uint RemoteInterface) : Nai
{
    public override NaiType Type => NaiType.Ipv6LinkLocalAdjacency;

    public override void Write(ref WireWriter writer)
    {
        writer.Ipv6(Local);
        writer.U32(LocalInterface);
        writer.Ipv6(Remote);
        writer.U32(RemoteInterface);
    }
}
