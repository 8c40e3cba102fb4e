using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>Messages put together octet by octet, so that they can be wrong in any way.</summary>
internal static class Raw
{
    public const string Srp = "21100014 00000000 00000007 001c0004 00000001";
    public const string Lsp = "20100008 00001009";
    public const string Ero = "0710000c 24080009 03e81000";
    // The same with the P flag, as between relaxed peers.
    public const string SrpToHeed = "21120014 00000000 00000007 001c0004 00000001";
    public const string LspToHeed = "20120008 00001009";
    public const string EroToHeed = "0712000c 24080009 03e81000";
    public const string Rp = "0212000c 00000000 00000009";
    public const string EndPoints = "0412000c 0a000001 0a000004";

    public static byte[] Message(MessageType type, params string[] objects)
    {
        var body = Convert.FromHexString(string.Concat(objects).Replace(" ", "", StringComparison.Ordinal));
        byte[] message = [0x20, (byte)type, 0, 0, .. body];
        (message[2], message[3]) = ((byte)(message.Length >> 8), (byte)message.Length);
        return message;
    }

    public static DecodedMessage Decode(MessageType type, params string[] objects) => PcepCodec.Decode(Message(type, objects));

    public static DecodedMessage DecodeStrict(MessageType type, params string[] objects) =>
        PcepCodec.Decode(Message(type, objects), new DecodeOptions { Strict = true });

    public static IEnumerable<PcepErrorCode> Errors(this DecodedMessage decoded) => decoded.Faults.Select(fault => fault.Error);

    public static ValueList<byte> Octets(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)).ToValueList();
}
