using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using PceServer.Testing;

namespace PceServer.Pcep.Tests.Dissector;

/// <summary>One SR-ERO as the dissector reads it; the NAI as its addresses and interfaces in their order.</summary>
internal sealed record DissectedSegment(int NaiType, int Flags, uint? Sid, string Nai);

/// <summary>What tshark makes of one message.</summary>
internal sealed record Dissection(
    IReadOnlyList<ObjectCode> Objects, IReadOnlyList<int> TlvTypes, IReadOnlyList<DissectedSegment> Segments, IReadOnlyList<string> Complaints)
{
    /// <summary>Every field of the message in its order: the dissector's name for it, and the value as it shows it.</summary>
    public required IReadOnlyList<(string Name, string Value)> Fields { get; init; }

    /// <summary>Writes the messages into a capture and lets tshark dissect it: one result a message.</summary>
    public static IReadOnlyList<Dissection> Of(IReadOnlyList<byte[]> messages)
    {
        var tshark = Lab.Program("tshark");
        var capture = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.pcap");
        PcapWriter.Write(capture, 4189, messages);
        var start = new ProcessStartInfo(tshark, ["-r", capture, "-T", "pdml"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var document = XDocument.Load(process.StandardOutput.BaseStream);
        process.WaitForExit();
        errors.Wait();
        File.Delete(capture);
        return [.. document.Root!.Elements("packet").Select(FromPacket)];
    }

    private static Dissection FromPacket(XElement packet)
    {
        var fields = packet.Elements("proto").Where(p => Name(p) == "pcep").SelectMany(p => p.Descendants("field")).ToList();
        return new Dissection(
            [.. fields.Where(f => Name(f) == "pcep.object").Select(Code)],
            [.. fields.Where(f => Name(f) == "pcep.tlv.type").Select(f => (int)Number(f))],
            [.. fields.Where(f => Name(f) == "pcep.subobj.sr" && f.HasElements).Select(Segment)],
            [.. packet.Descendants("field").Where(f => Name(f) == "_ws.expert.message").Select(Show),
             .. packet.Elements("proto").Where(p => Name(p) == "_ws.malformed").Select(_ => "malformed")])
        {
            Fields = [.. fields.Where(f => f.Attribute("show") is not null).Select(f => (Name(f), Show(f)))],
        };
    }

    // The octet after the class holds the type, whatever the field is called for each class.
    private static ObjectCode Code(XElement field)
    {
        var type = field.ElementsAfterSelf("field").First();
        return new ObjectCode((byte)Number(field), (byte)(byte.Parse(type.Attribute("unmaskedvalue")!.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> 4));
    }

    private static DissectedSegment Segment(XElement segment)
    {
        var fields = segment.Elements("field").ToDictionary(Name);
        var nai = segment.Elements("field").Where(f => Name(f).StartsWith("pcep.subobj.sr.nai.", StringComparison.Ordinal)).Select(Show);
        return new DissectedSegment(
            (int)Number(fields["pcep.subobj.sr.st"]),
            (int)Number(fields["pcep.subobj.sr.flags"]),
            fields.TryGetValue("pcep.subobj.sr.sid", out var sid) ? Number(sid) : null,
            string.Join(' ', nai));
    }

    private static string Name(XElement element) => element.Attribute("name")!.Value;

    private static string Show(XElement field) => field.Attribute("show")!.Value;

    private static uint Number(XElement field)
    {
        var text = Show(field);
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : uint.Parse(text, CultureInfo.InvariantCulture);
    }
}
