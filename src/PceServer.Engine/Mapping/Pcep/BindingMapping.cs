using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Binding labels in an LSP object: TE-PATH-BINDING (RFC 9604 §4), and the form that Cisco and FRR use.</summary>
internal static class BindingMapping
{
    private const ushort PathBindingCode = 55;
    private const ushort CiscoBindingCode = 65505;
    private const byte RemovedFlag = 0x80;

    public static ImmutableArray<BindingStatement> ToDomain(LspObject lsp)
    {
        ImmutableArray<BindingStatement>.Builder? found = null;
        foreach (var tlv in lsp.Tlvs)
        {
            if (tlv.Type is PathBindingCode or CiscoBindingCode && Read(tlv) is { } binding)
                (found ??= ImmutableArray.CreateBuilder<BindingStatement>()).Add(binding);
        }
        return found?.ToImmutable() ?? [];
    }

    /// <summary>Null where it binds no MPLS label: SRv6, or empty, which asks the PCC to choose.</summary>
    private static BindingStatement? Read(ITlv tlv)
    {
        var writer = new WireWriter(32);
        tlv.Write(ref writer);
        var reader = new WireReader(writer.Written);
        var binding = tlv.Type == CiscoBindingCode ? ReadCisco(ref reader) : ReadStandard(ref reader);
        writer.Dispose();
        return reader.Faulted ? null : binding;
    }

    private static BindingStatement? ReadStandard(ref WireReader reader)
    {
        var type = reader.U8();
        var isRemoved = (reader.U8() & RemovedFlag) != 0;
        reader.Skip(2);
        return (type, reader.Remaining) switch
        {
            (0, >= 3) => new(new Label(reader.U24() >> 4), isRemoved),
            (1, >= 4) => new(new Label(reader.U32() >> 12), isRemoved),
            _ => null,
        };
    }

    private static BindingStatement? ReadCisco(ref WireReader reader) =>
        reader.U16() == 0 && reader.Remaining >= 4 ? new(new Label(reader.U32() >> 12), false) : null;
}
