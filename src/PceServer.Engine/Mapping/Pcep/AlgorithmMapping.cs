using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>SR-Algorithm TLV of LSPA: <c>Reserved:16 Flags:8 Algorithm:8</c> (RFC 9933 §4.4).</summary>
internal static class AlgorithmMapping
{
    private const ushort Code = 66;

    /// <summary>0, the shortest path, where the TLV is absent.</summary>
    public static byte ToDomain(LspaObject lspa)
    {
        foreach (var tlv in lspa.Tlvs)
        {
            if (tlv.Type != Code)
                continue;
            var writer = new WireWriter(8);
            tlv.Write(ref writer);
            var algorithm = writer.Length >= 4 ? writer.Written[3] : (byte)0;
            writer.Dispose();
            return algorithm;
        }
        return 0;
    }
}
