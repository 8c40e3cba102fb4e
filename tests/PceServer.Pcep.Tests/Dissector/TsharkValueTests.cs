using System.Globalization;
using System.Text.Json;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Pcep.Tests.Dissector;

/// <summary>What we show of a message is what tshark shows of it, value by value, for every field that both know.</summary>
[Category("Lab")]
public class TsharkValueTests
{
    [Test]
    public void Values_of_messages_of_other_implementations_agree()
    {
        var messages = File.ReadLines(SharedMaterial.Path("vectors/pcep-msg.jsonl"))
            .Select(line => Convert.FromHexString(JsonDocument.Parse(line).RootElement.GetProperty("hex").GetString()!))
            .ToList();
        Assert.That(Compare(messages), Is.GreaterThan(3_000));
    }

    [Test]
    public void Values_of_messages_of_ours_agree() => Assert.That(Compare([.. Corpus.Messages.Select(PcepCodec.Encode)]), Is.GreaterThan(3_000));

    /// <summary>How many values were compared.</summary>
    private static int Compare(List<byte[]> messages)
    {
        var dissections = Dissection.Of(messages);
        var compared = 0;
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < messages.Count; i++)
            {
                var theirs = Theirs(dissections[i]);
                var ours = Shown(PcepCodec.Decode(messages[i])).ToLookup(f => f.Name, f => Plain(f.Value));
                foreach (var name in ours.Select(g => g.Key).Union(theirs.Select(g => g.Key)))
                {
                    Assert.That(ours[name], Is.EqualTo(theirs[name]), $"{name} of {i}: {Convert.ToHexString(messages[i])}");
                    compared += ours[name].Count();
                }
            }
        }
        TestContext.Out.WriteLine($"{compared} values of {messages.Count} messages");
        return compared;
    }

    private static ILookup<string, string> Theirs(Dissection dissection)
    {
        var fields = dissection.Fields.Where(f => FieldNames.All.Contains(f.Name)).Select(f => (f.Name, Value: Plain(f.Value))).ToLookup(f => f.Name, f => f.Value);
        return fields.SelectMany(g => Meant(g.Key, g).Select(value => (g.Key, value))).ToLookup(f => f.Key, f => f.value);
    }

    private static IEnumerable<string> Meant(string name, IEnumerable<string> values) => name switch
    {
        // Stands for the Object-Type of the header as well, which comes first.
        "pcep.obj.metric.type" => values.Where((_, i) => i % 2 == 1),
        // Shown with the last four bits of the PLSP-ID before them.
        "pcep.obj.lsp.flags" => values.Select(v => (ulong.Parse(v, CultureInfo.InvariantCulture) & 0xFFF).ToString(CultureInfo.InvariantCulture)),
        _ => values,
    };

    private static IEnumerable<(string Name, string Value)> Shown(DecodedMessage decoded)
    {
        foreach (var item in (IEnumerable<PcepObject>)decoded.Objects)
        {
            var view = PcepView.Object(item);
            var fields = (IReadOnlyList<ViewField>)Field(view, "fields")!;
            IEnumerable<(string, string)> shown =
            [
                .. Mapped(fields, item.Code.Class, FieldNames.Objects),
                .. Items(view, "tlvs").SelectMany(tlv => Mapped((IReadOnlyList<ViewField>)Field(tlv, "fields")!, Type(tlv), FieldNames.Tlvs)),
                .. Items(fields, "subobjects").SelectMany(hop => Mapped(hop, Type(hop), FieldNames.Subobjects)),
            ];
            foreach (var one in shown)
                yield return one;
        }
    }

    private static IEnumerable<IReadOnlyList<ViewField>> Items(IReadOnlyList<ViewField> fields, string name) =>
        (Field(fields, name) as List<object?>)?.OfType<IReadOnlyList<ViewField>>() ?? [];

    private static IEnumerable<(string Name, string Value)> Mapped(IReadOnlyList<ViewField> fields, int code, IReadOnlyDictionary<(int, string), string> names)
    {
        foreach (var (field, value) in fields)
        {
            if (!names.TryGetValue((code, field), out var name))
                continue;
            foreach (var one in value as List<object?> ?? [value])
            {
                var text = Convert.ToString(one is ViewCode number ? number.Number : one, CultureInfo.InvariantCulture)!;
                yield return (text.Contains(':', StringComparison.Ordinal) ? name.Replace("ipv4", "ipv6", StringComparison.Ordinal) : name, text);
            }
        }
    }

    private static object? Field(IReadOnlyList<ViewField> fields, string name) => fields.FirstOrDefault(f => f.Name == name).Value;

    private static int Type(IReadOnlyList<ViewField> fields) => (int)(ulong)Field(fields, "type")!;

    // Numbers in one form: tshark writes some as hex, and floating point with six digits.
    private static string Plain(string value) =>
        value.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToUInt64(value[2..], 16).ToString(CultureInfo.InvariantCulture)
        : value.AsSpan().ContainsAny('.', 'e') && double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("G6", CultureInfo.InvariantCulture)
        : value;
}
