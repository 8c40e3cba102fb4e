using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>RFC 4271 §4.1, RFC 2918 §3.</summary>
public enum BgpMessageType : byte
{
    Open = 1, Update = 2, Notification = 3, Keepalive = 4, RouteRefresh = 5,
}

/// <summary>A BGP message without its 19-octet header.</summary>
public abstract record BgpMessage
{
    public abstract BgpMessageType Type { get; }

    internal abstract void Write(ref WireWriter writer, BgpSessionParameters parameters);
}

/// <summary>Header only (RFC 4271 §4.4).</summary>
public sealed record BgpKeepalive : BgpMessage
{
    public static readonly BgpKeepalive Instance = new();

    public override BgpMessageType Type => BgpMessageType.Keepalive;

    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
    }
}

/// <summary>The octet between AFI and SAFI of a ROUTE-REFRESH (RFC 7313 §3.2).</summary>
public enum RouteRefreshSubtype : byte
{
    Request = 0, BeginOfRouteRefresh = 1, EndOfRouteRefresh = 2,
}

/// <summary>Asks for all routes of a family again, or marks beginning and end of the answer (RFC 2918 §3, RFC 7313 §3.2).</summary>
public sealed record BgpRouteRefresh(AddressFamily Family, RouteRefreshSubtype Subtype = RouteRefreshSubtype.Request) : BgpMessage
{
    public override BgpMessageType Type => BgpMessageType.RouteRefresh;

    internal static BgpRouteRefresh Read(ref WireReader reader)
    {
        var afi = reader.U16();
        var subtype = (RouteRefreshSubtype)reader.U8();
        return new BgpRouteRefresh(new AddressFamily(afi, reader.U8()), subtype);
    }

    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U16(Family.Afi);
        writer.U8((byte)Subtype);
        writer.U8(Family.Safi);
    }
}
