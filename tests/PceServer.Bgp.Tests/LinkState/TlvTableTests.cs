using PceServer.Bgp.LinkState;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.LinkState;

[Parallelizable(ParallelScope.All)]
public sealed class TlvTableTests
{
    private static IEnumerable<TlvTable.Row> Rows => TlvTable.Rows;

    private static IEnumerable<TlvTable.Row> SubTlvs => TlvTable.SubTlvs;

    [Test]
    public void Every_registered_tlv_has_a_row() =>
        Assert.That(TlvTable.Rows.Select(r => r.Code), Is.EquivalentTo(LinkStateTlvs.All.Codes));

    /// <summary>Against the list of assigned code points: what is left out is kept as an unknown TLV, and named here.</summary>
    [Test]
    public void Every_assigned_code_point_of_an_attribute_has_a_row()
    {
        ushort[] leftOut = [1105]; // a clock capability that no path depends on
        var assigned = File.ReadLines(SharedMaterial.Path("reference/bgp-ls-codepoints.csv")).Select(line => line.Split(','))
            .Where(f => f[0].EndsWith("-attribute-tlv", StringComparison.Ordinal) || f[0] is "sr-common-tlv" or "fad-sub-tlv (inside 1039)")
            .Select(f => ushort.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var rows = TlvTable.Rows.Concat(TlvTable.SubTlvs).Select(r => r.Code).ToHashSet();
        Assert.That(assigned, Has.Count.GreaterThan(80));
        Assert.That(assigned.Except(rows), Is.EquivalentTo(leftOut));
    }

    [Test]
    public void Every_name_space_is_part_of_the_whole()
    {
        TlvRegistry[] parts = [LinkStateTlvs.Node, LinkStateTlvs.Link, LinkStateTlvs.Prefix, LinkStateTlvs.Srv6Sid, LinkStateTlvs.SrPolicy];
        var union = parts.SelectMany(p => p.Codes).Append(SidLabel.Code).Distinct();
        Assert.That(union, Is.EquivalentTo(LinkStateTlvs.All.Codes));
    }

    [TestCaseSource(nameof(Rows))]
    public void Tlv_reads_as_its_row_says(object row)
    {
        var (code, octets, meaning) = Parts(row);
        var decoded = Wrap.Attribute29(Wrap.Tlv(code, octets));

        Assert.That(decoded.Findings, Is.Empty);
        var attribute = ((BgpUpdate)decoded.Message!).LinkState!;
        Assert.That(attribute.Tlvs, Is.EqualTo(new[] { meaning }));
        Assert.That(new LinkStateAttribute([meaning]).Octets.ToArray(), Is.EqualTo(Wrap.Tlv(code, octets)));
    }

    [TestCaseSource(nameof(SubTlvs))]
    public void Sub_tlv_reads_as_its_row_says(object row)
    {
        var (code, octets, meaning) = Parts(row);
        var decoded = Wrap.Attribute29(Wrap.Tlv(1039, [128, 0, 0, 100, .. Wrap.Tlv(code, octets)]));

        Assert.That(decoded.Findings, Is.Empty);
        var definition = ((BgpUpdate)decoded.Message!).LinkState!.Find<FlexAlgorithmDefinition>()!;
        Assert.That(definition.SubTlvs, Is.EqualTo(new[] { meaning }));
    }

    /// <summary>Whatever is cut off, the rest is a TLV still, or one set aside, or an attribute discarded; and it is written back as it came.</summary>
    [TestCaseSource(nameof(Rows))]
    public void Tlv_cut_anywhere_parses_or_faults(object row)
    {
        var (code, octets, _) = Parts(row);
        for (var length = 0; length < octets.Length; length++)
        {
            var tlv = Wrap.Tlv(code, octets.AsSpan(0, length));
            var update = Wrap.Attribute29(tlv);
            Assert.That(update.Fault, Is.Null);
            if (((BgpUpdate)update.Message!).LinkState is { } attribute)
            {
                Assert.That(LinkStateTlvs.ToOctets(attribute.Tlvs), Is.EqualTo(tlv), $"{length} octets");
                Assert.That(attribute.Tlvs[0] is MalformedTlv, Is.EqualTo(update.Findings.Count > 0));
            }
            else
            {
                Assert.That(update.Findings.Select(f => f.Kind), Is.EqualTo(new[] { BgpFindingKind.AttributeDiscard }));
            }
        }
    }

    /// <summary>The length field says more than there is.</summary>
    [TestCaseSource(nameof(Rows))]
    public void Tlv_that_overruns_discards_the_attribute(object row)
    {
        var (code, octets, _) = Parts(row);
        var tlv = Wrap.Tlv(code, octets);
        tlv[3]++;
        var decoded = Wrap.Attribute29(tlv);

        Assert.That(((BgpUpdate)decoded.Message!).LinkState, Is.Null);
        Assert.That(((BgpUpdate)decoded.Message!).Reach!.Nlri, Has.Count.EqualTo(1));
        Assert.That(decoded.TreatAsWithdraw, Is.False);
        Assert.That(decoded.Findings[^1].Kind, Is.EqualTo(BgpFindingKind.AttributeDiscard));
    }

    private static (ushort Code, byte[] Octets, ITlv Meaning) Parts(object row)
    {
        var typed = (TlvTable.Row)row;
        return (typed.Code, typed.Octets, typed.Meaning);
    }
}
