using System.Text;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>Says why the session ends; the sender closes the connection behind it (RFC 4271 §4.5).</summary>
public sealed record BgpNotification(BgpError Error, ValueList<byte> Data) : BgpMessage
{
    private const int MaximumTextOctets = 255;
    private static readonly UTF8Encoding Strict = new(false, true);

    public override BgpMessageType Type => BgpMessageType.Notification;

    public static BgpNotification For(BgpError error) => new(error, default);

    public static BgpNotification For(BgpFault fault) => new(fault.Error, fault.Data);

    /// <summary>Cease with a shutdown communication: at most 255 octets of UTF-8, cut between characters (RFC 9003 §2).</summary>
    public static BgpNotification Cease(BgpError error, string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        var count = Math.Min(octets.Length, MaximumTextOctets);
        while (count < octets.Length && count > 0 && (octets[count] & 0xC0) == 0x80)
            count--;
        return new BgpNotification(error, ValueList.Own<byte>([(byte)count, .. octets.AsSpan(0, count)]));
    }

    /// <summary>The shutdown communication of 6/2 and 6/4; null when absent, overlong or not UTF-8 (RFC 9003 §2).</summary>
    public string? ShutdownCommunication
    {
        get
        {
            var data = Data.Span;
            if (Error.Code != 6 || Error.Subcode is not (2 or 4) || data.Length == 0 || data[0] == 0 || data[0] > data.Length - 1)
                return null;
            try
            {
                return Strict.GetString(data.Slice(1, data[0]));
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    internal static BgpNotification Read(ref WireReader reader)
    {
        var code = reader.U8();
        var subcode = reader.U8();
        return new BgpNotification(new BgpError(code, subcode), ValueList.Create(reader.Rest()));
    }

    internal override void Write(ref WireWriter writer, BgpSessionParameters parameters)
    {
        writer.U8(Error.Code);
        writer.U8(Error.Subcode);
        writer.Bytes(Data.Span);
    }
}
