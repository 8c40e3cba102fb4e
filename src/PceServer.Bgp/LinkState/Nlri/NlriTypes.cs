using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>A node (RFC 9552 §5.2.1).</summary>
public sealed record NodeNlri : LinkStateNlri
{
    public NodeNlri(ProtocolId protocol, ulong identifier, NodeDescriptor local, ulong? routeDistinguisher = null)
        : base(new NlriHeader((ushort)NlriType.Node, routeDistinguisher, protocol, identifier)) => Local = local;

    internal NodeNlri(NlriHeader header, in NlriDescriptors read) : base(header)
    {
        Local = read.Local;
        Other = read.OtherList();
        SemanticFault = read.SemanticFault ?? (Local is null ? NlriDescriptors.NoLocalNode : null);
    }

    /// <summary>Null, and then the NLRI unusable, when TLV 256 is missing.</summary>
    public NodeDescriptor? Local { get; }

    public ValueList<UnknownTlv> Other { get; }

    private protected override void WriteDescriptors(ref WireWriter writer)
    {
        WriteNode(ref writer, DescriptorCode.LocalNode, Local);
        LinkStateTlvs.Write(ref writer, Other);
    }
}

/// <summary>A link as its local node announces it: one of two half-links (RFC 9552 §5.2.2).</summary>
public sealed record LinkNlri : LinkStateNlri
{
    public LinkNlri(
        ProtocolId protocol, ulong identifier, NodeDescriptor local, NodeDescriptor remote, LinkDescriptor link, ulong? routeDistinguisher = null)
        : base(new NlriHeader((ushort)NlriType.Link, routeDistinguisher, protocol, identifier)) => (Local, Remote, Link) = (local, remote, link);

    internal LinkNlri(NlriHeader header, in NlriDescriptors read) : base(header)
    {
        Local = read.Local;
        Remote = read.Remote;
        Link = read.ToLinkDescriptor();
        SemanticFault = read.SemanticFault
            ?? (Local is null ? NlriDescriptors.NoLocalNode : Remote is null ? NlriDescriptors.NoRemoteNode : null);
    }

    public NodeDescriptor? Local { get; }

    public NodeDescriptor? Remote { get; }

    public LinkDescriptor Link { get; }

    private protected override void WriteDescriptors(ref WireWriter writer)
    {
        WriteNode(ref writer, DescriptorCode.LocalNode, Local);
        WriteNode(ref writer, DescriptorCode.RemoteNode, Remote);
        Link.Write(ref writer);
    }
}

/// <summary>A prefix as one node announces it, IPv4 (type 3) or IPv6 (type 4) (RFC 9552 §5.2.3).</summary>
public sealed record PrefixNlri : LinkStateNlri
{
    public PrefixNlri(ProtocolId protocol, ulong identifier, NodeDescriptor local, PrefixDescriptor prefix, ulong? routeDistinguisher = null)
        : base(new NlriHeader(TypeOf(prefix), routeDistinguisher, protocol, identifier)) => (Local, Prefix) = (local, prefix);

    internal PrefixNlri(NlriHeader header, in NlriDescriptors read) : base(header)
    {
        Local = read.Local;
        Prefix = read.ToPrefixDescriptor();
        SemanticFault = read.SemanticFault
            ?? (Local is null ? NlriDescriptors.NoLocalNode : Prefix.Reachability is null ? NlriDescriptors.NoReachability : null);
    }

    public NodeDescriptor? Local { get; }

    public PrefixDescriptor Prefix { get; }

    public bool IsIpv6 => Type == (ushort)NlriType.Ipv6Prefix;

    private protected override void WriteDescriptors(ref WireWriter writer)
    {
        WriteNode(ref writer, DescriptorCode.LocalNode, Local);
        Prefix.Write(ref writer);
    }

    private static ushort TypeOf(PrefixDescriptor prefix) =>
        (ushort)(prefix.Reachability?.IsIpv6 == true ? NlriType.Ipv6Prefix : NlriType.Ipv4Prefix);
}

/// <summary>An SRv6 SID of a node (RFC 9514 §6).</summary>
public sealed record Srv6SidNlri : LinkStateNlri
{
    public Srv6SidNlri(
        ProtocolId protocol, ulong identifier, NodeDescriptor local, Ipv6Address sid, ushort? multiTopologyId = null, ulong? routeDistinguisher = null)
        : base(new NlriHeader((ushort)NlriType.Srv6Sid, routeDistinguisher, protocol, identifier)) =>
        (Local, Sid, MultiTopologyId) = (local, sid, multiTopologyId);

    internal Srv6SidNlri(NlriHeader header, in NlriDescriptors read) : base(header)
    {
        Local = read.Local;
        Sid = read.Srv6Sid;
        MultiTopologyId = read.MultiTopologyId;
        Other = read.OtherList();
        SemanticFault = read.SemanticFault
            ?? (Local is null ? NlriDescriptors.NoLocalNode : Sid is null ? NlriDescriptors.NoSid : null);
    }

    public NodeDescriptor? Local { get; }

    public ushort? MultiTopologyId { get; }

    public Ipv6Address? Sid { get; }

    public ValueList<UnknownTlv> Other { get; }

    private protected override void WriteDescriptors(ref WireWriter writer)
    {
        WriteNode(ref writer, DescriptorCode.LocalNode, Local);
        LinkStateTlvs.MultiTopology(ref writer, MultiTopologyId);
        LinkStateTlvs.U128(ref writer, DescriptorCode.Srv6Sid, Sid?.Value);
        LinkStateTlvs.Write(ref writer, Other);
    }
}

/// <summary>A candidate path of an SR policy at its head-end (RFC 9857 §4): kept and shown, not computed with.</summary>
public sealed record SrPolicyNlri : LinkStateNlri
{
    public SrPolicyNlri(ProtocolId protocol, ulong identifier, NodeDescriptor headEnd, SrPolicyDescriptor policy, ulong? routeDistinguisher = null)
        : base(new NlriHeader((ushort)NlriType.SrPolicyCandidatePath, routeDistinguisher, protocol, identifier)) =>
        (HeadEnd, Policy) = (headEnd, policy);

    internal SrPolicyNlri(NlriHeader header, in NlriDescriptors read) : base(header)
    {
        HeadEnd = read.Local;
        Policy = read.Policy;
        Other = read.OtherList();
        SemanticFault = read.SemanticFault
            ?? (HeadEnd is null ? NlriDescriptors.NoLocalNode : Policy is null ? NlriDescriptors.NoPolicy : null);
    }

    public NodeDescriptor? HeadEnd { get; }

    public SrPolicyDescriptor? Policy { get; }

    public ValueList<UnknownTlv> Other { get; }

    private protected override void WriteDescriptors(ref WireWriter writer)
    {
        WriteNode(ref writer, DescriptorCode.LocalNode, HeadEnd);
        Policy?.Write(ref writer);
        LinkStateTlvs.Write(ref writer, Other);
    }
}

/// <summary>An NLRI of a type that is not known here: kept whole (RFC 9552 §5.2).</summary>
public sealed record UnknownNlri : LinkStateNlri
{
    public UnknownNlri(ushort type, ValueList<byte> value) : base(new NlriHeader(type, null, ProtocolId.Unknown, 0)) => Value = value;

    /// <summary>Everything behind type and length.</summary>
    public ValueList<byte> Value { get; }

    private protected override void WriteDescriptors(ref WireWriter writer) => writer.Bytes(Value.Span);
}
