using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Bits of a standard application identifier mask, from the most significant of its first octet (RFC 9479 §4.1, RFC 9492 §5).</summary>
public enum StandardApplication : byte
{
    RsvpTe = 0, SrPolicy = 1, LoopFreeAlternate = 2, FlexibleAlgorithm = 3,
}

/// <summary>
/// Link attributes that hold for some applications only: <c>SABMLength:8 UDABMLength:8 Reserved:16 SABM UDABM sub-TLVs</c>, mask lengths
/// 0, 4 or 8 (RFC 9294 §2). With both masks empty they hold for every application that has no announcement of its own.
/// </summary>
public sealed record ApplicationSpecificLinkAttributes(ValueList<byte> StandardMask, ValueList<byte> UserMask, ValueList<ITlv> SubTlvs, ushort Reserved = 0)
    : ITlv<ApplicationSpecificLinkAttributes>
{
    public static ushort Code => 1122;

    public ushort Type => Code;

    public bool IsForAnyApplication => StandardMask.Count == 0 && UserMask.Count == 0;

    /// <summary>Four octets of mask with one bit set.</summary>
    public static ApplicationSpecificLinkAttributes For(StandardApplication application, params ITlv[] subTlvs) =>
        new([(byte)(0x80 >> (byte)application), 0, 0, 0], [], ValueList.Create<ITlv>(subTlvs));

    public bool Names(StandardApplication application) =>
        StandardMask.Count > 0 && (StandardMask[0] & (0x80 >> (byte)application)) != 0;

    public static ApplicationSpecificLinkAttributes Read(ref WireReader reader)
    {
        var standard = reader.U8();
        var user = reader.U8();
        var reserved = reader.U16();
        if (standard is not (0 or 4 or 8) || user is not (0 or 4 or 8))
            reader.Fail($"application masks of {standard} and {user} octets");
        var standardMask = ValueList.Create(reader.Bytes(standard));
        var userMask = ValueList.Create(reader.Bytes(user));
        return new ApplicationSpecificLinkAttributes(
            standardMask, userMask, NestedTlvs.Read(ref reader, LinkStateTlvTables.ApplicationSpecificSubTlvs), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)StandardMask.Count);
        writer.U8((byte)UserMask.Count);
        writer.U16(Reserved);
        writer.Bytes(StandardMask.Span);
        writer.Bytes(UserMask.Span);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>Attributes of one member of a layer 2 bundle: <c>MemberIdentifier:32</c> and link attribute TLVs (RFC 9085 §2.2.3).</summary>
public sealed record L2BundleMemberAttributes(uint MemberIdentifier, ValueList<ITlv> SubTlvs) : ITlv<L2BundleMemberAttributes>
{
    public static ushort Code => 1172;

    public ushort Type => Code;

    public static L2BundleMemberAttributes Read(ref WireReader reader) =>
        new(reader.U32(), NestedTlvs.Read(ref reader, LinkStateTlvTables.BundleMemberSubTlvs));

    public void Write(ref WireWriter writer)
    {
        writer.U32(MemberIdentifier);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}
