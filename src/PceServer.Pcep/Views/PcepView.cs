using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Messages as named fields: what <c>pcectl decode</c> prints as JSON and what <see cref="PcepText"/> prints as lines.</summary>
public static class PcepView
{
    /// <summary>An object: class, type, name, flags, fields, TLVs.</summary>
    public static IReadOnlyList<ViewField> Object(PcepObject item)
    {
        var view = new List<ViewField>
        {
            new("class", (ulong)item.Code.Class),
            new("type", (ulong)item.Code.Type),
            new("name", PcepNames.Object(item.Code.Class)),
            new("flags", HeaderFlags(item.HeaderFlags)),
            new("fields", Fields(item)),
        };
        if (item is PcepTlvObject { Tlvs: var tlvs })
            view.Add(new ViewField("tlvs", Tlvs(tlvs)));
        return view;
    }

    public static IReadOnlyList<ViewField> Fault(ProtocolFault fault) =>
    [
        new("errorType", (ulong)fault.Error.Type),
        new("errorValue", (ulong)fault.Error.Value),
        new("name", PcepErrors.Name(fault.Error)),
        new("scope", RecordView.CamelCase(fault.Scope.ToString())),
        new("reason", fault.Reason),
        new("offset", (long)fault.Offset),
    ];

    private static List<ViewField> HeaderFlags(ObjectFlags flags)
    {
        var view = new List<ViewField>
        {
            new("p", (flags & ObjectFlags.ProcessingRule) != 0),
            new("i", (flags & ObjectFlags.Ignored) != 0),
        };
        if ((int)flags >> 2 is var reserved and not 0)
            view.Add(new ViewField("reserved", (ulong)reserved));
        return view;
    }

    private static IReadOnlyList<ViewField> Fields(PcepObject item) => item switch
    {
        RouteObject route => [.. RecordView.Fields(item, "HeaderFlags", "Subobjects"), new("subobjects", Subobjects(route.Subobjects))],
        UnreadableObject unreadable => [new("body", Convert.ToHexStringLower(unreadable.Body.Span)), new("fault", unreadable.Fault.ToString())],
        VerbatimObject verbatim => [new("body", Convert.ToHexStringLower(verbatim.Body.Span))],
        PcepErrorObject => RecordView.Fields(item, "HeaderFlags", "Tlvs", "Error"),
        _ => RecordView.Fields(item, "HeaderFlags", "Tlvs"),
    };

    private static List<object?> Tlvs(ValueList<ITlv> tlvs) => [.. tlvs.Select(tlv => (object?)Tlv(tlv, PcepNames.Tlv(tlv.Type)))];

    private static IReadOnlyList<ViewField> Tlv(ITlv tlv, string name) =>
    [
        new("type", (ulong)tlv.Type),
        new("name", name),
        new("fields", RecordView.Fields(tlv)),
    ];

    private static List<object?> Subobjects(ValueList<Subobject> subobjects) => [.. subobjects.Select(s => (object?)Subobject(s))];

    private static List<ViewField> Subobject(Subobject subobject)
    {
        var view = new List<ViewField> { new("type", (ulong)subobject.Type), new("name", PcepNames.Subobject(subobject.Type)) };
        if (subobject is ExrsSubobject exrs)
        {
            view.AddRange(RecordView.Fields(exrs, "Subobjects"));
            view.Add(new ViewField("subobjects", Subobjects(exrs.Subobjects)));
        }
        else
        {
            var hidden = subobject is SrEro { ExtensionBlock.Count: 0 } ? "ExtensionBlock" : "";
            view.AddRange(RecordView.Fields(subobject, "SubobjectType", "LegacyType", hidden));
        }
        return view;
    }
}
