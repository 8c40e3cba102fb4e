using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// The second stage of decoding: a cursor over the objects that follows the grammar of one message. 'Mandatory object missing' is
/// raised here and nowhere else. Objects may come in any order that leaves no doubt to which request they belong.
/// </summary>
internal struct Grammar(PcepObject[] objects, DecodeOptions options, DeviationSet deviations, byte first)
{
    private Gathering<ProtocolFault> _faults;

    public readonly PcepObject[] Objects => objects;

    public readonly DecodeOptions Options => options;

    public readonly byte HeaderFlags => (byte)(first & 31);

    public void Note(DeviationSet deviation) => deviations |= deviation;

    public void Fault(ProtocolFault fault) => _faults.Add(fault);

    public DecodedMessage Decode(MessageType type)
    {
        var message = Read(type);
        if (deviations != DeviationSet.None && options.Strict)
            Deviations.Answer(deviations, ref _faults);
        var faults = _faults.ToValueList();
        foreach (var fault in faults.Span)
        {
            if (fault.Scope != FaultScope.Object)
                message = null;
        }
        return new DecodedMessage(message, type)
        {
            Objects = ValueList.Own(objects),
            Faults = faults,
            Deviations = deviations,
            HeaderFlags = HeaderFlags,
        };
    }

    private PcepMessage? Read(MessageType type) => type switch
    {
        MessageType.PcRpt => StatefulGrammar.ReadReports(ref this),
        MessageType.PcUpd => StatefulGrammar.ReadUpdates(ref this),
        MessageType.PcInitiate => StatefulGrammar.ReadInitiations(ref this),
        MessageType.PcReq => RequestGrammar.Read(ref this),
        MessageType.PcRep => ResponseGrammar.Read(ref this),
        MessageType.PcErr => SignalGrammar.ReadErrors(ref this),
        MessageType.PcNtf => SignalGrammar.ReadNotifications(ref this),
        MessageType.Open => SignalGrammar.ReadOpen(ref this),
        MessageType.Close => SignalGrammar.ReadClose(ref this),
        MessageType.PcMonReq => MonitoringGrammar.ReadRequest(ref this),
        MessageType.PcMonRep => MonitoringGrammar.ReadReply(ref this),
        MessageType.Keepalive => HeaderFlags == 0 ? Keepalive.Instance : new Keepalive { HeaderFlags = HeaderFlags },
        MessageType.StartTls => HeaderFlags == 0 ? StartTls.Instance : new StartTls { HeaderFlags = HeaderFlags },
        _ => null,
    };

    /// <summary>The fault of an object that could not be read.</summary>
    public static ProtocolFault Unreadable(UnreadableObject item) =>
        new(item.Fault.Code == 0 ? PcepErrors.MalformedObject : PcepErrorCode.FromWire(item.Fault.Code), FaultScope.Object,
            $"object {item.Code}: {item.Fault.Reason}")
        { Offset = item.Fault.Offset };

    /// <summary>What a request or report that holds an unknown object earns: nothing where the object may be ignored.</summary>
    public readonly ProtocolFault? Judge(VerbatimObject item, bool isStateful)
    {
        // RFC 9753 §3.1: without RELAX on both sides the P flag of a stateful message says nothing.
        var mayBeIgnored = !item.MustBeProcessed && (!isStateful || options.Relax);
        if (mayBeIgnored)
            return null;
        var code = item.Code;
        // RFC 9753 §3.4: between relaxed peers one such object spoils the whole message.
        var scope = isStateful && options.Relax ? FaultScope.Message : FaultScope.Object;
        if (!ObjectRegistry.Carries(code))
        {
            var error = ObjectRegistry.KnowsClass(code.Class) ? PcepErrors.UnknownObjectType : PcepErrors.UnknownObjectClass;
            return new ProtocolFault(error, scope, $"object {code} is not known");
        }
        return isStateful ? null : new ProtocolFault(PcepErrors.UnsupportedObjectClass, FaultScope.Object, $"object {code} is not supported in a request");
    }
}
