namespace PceServer.Pcep;

/// <summary>Open, Close, PCErr and PCNtf (RFC 5440 §6).</summary>
internal static class SignalGrammar
{
    public static Open? ReadOpen(ref Grammar grammar)
    {
        OpenObject? open = null;
        foreach (var item in grammar.Objects)
        {
            if (item is UnreadableObject unreadable)
            {
                // 10/11 and the like where the capability TLV is at fault (RFC 8408 §3), else an invalid Open.
                var error = unreadable.Fault.Code == 0 ? PcepErrors.InvalidOpen : PcepErrorCode.FromWire(unreadable.Fault.Code);
                grammar.Fault(Grammar.Unreadable(unreadable) with { Error = error, Scope = FaultScope.Session, IsMalformed = true });
                return null;
            }
            if (item is not OpenObject found)
                continue;
            if (open is not null)
                grammar.Fault(Invalid("Open with two OPEN objects"));
            open ??= found;
        }
        if (open is null)
            grammar.Fault(Invalid("Open without an OPEN object"));
        return open is null ? null : new Open(open) { HeaderFlags = grammar.HeaderFlags };
    }

    public static Close? ReadClose(ref Grammar grammar)
    {
        foreach (var item in grammar.Objects)
        {
            if (item is CloseObject close)
                return new Close(close) { HeaderFlags = grammar.HeaderFlags };
        }
        grammar.Fault(Invalid("Close without a CLOSE object"));
        return null;
    }

    public static PcErr? ReadErrors(ref Grammar grammar)
    {
        var groups = new Gathering<ErrorGroup>();
        var rps = new Gathering<RpObject>();
        var srps = new Gathering<SrpObject>();
        var lsps = new Gathering<LspObject>();
        var errors = new Gathering<PcepErrorObject>();
        var others = new Gathering<PcepObject>();
        OpenObject? open = null;
        var objects = grammar.Objects;
        var last = Array.FindLastIndex(objects, item => item is PcepErrorObject);
        var isLed = false;
        for (var at = 0; at < objects.Length; at++)
        {
            var item = objects[at];
            if (errors.Count > 0 && Begins(item, at < last))
                Finish();
            if (errors.Count == 0)
                isLed = item is PcepErrorObject && lsps.Count > 0;
            switch (item)
            {
                case RpObject rp:
                    rps.Add(rp);
                    break;
                case SrpObject srp:
                    srps.Add(srp);
                    break;
                case LspObject lsp:
                    lsps.Add(lsp);
                    break;
                case PcepErrorObject error:
                    errors.Add(error);
                    break;
                case OpenObject found when open is null:
                    open = found;
                    break;
                default:
                    others.Add(item);
                    break;
            }
        }
        if (errors.Count == 0 && groups.Count == 0)
        {
            grammar.Fault(Invalid("PCErr without a PCEP-ERROR object"));
            return null;
        }
        Finish();
        return new PcErr(groups.ToValueList()) { OpenObject = open, HeaderFlags = grammar.HeaderFlags };

        // An LSP follows the error that is about it (RFC 8231 §8.5); some put it in front.
        bool Begins(PcepObject item, bool hasErrorAhead) => item switch
        {
            RpObject or SrpObject => true,
            LspObject => isLed && hasErrorAhead,
            PcepErrorObject => lsps.Count > 0 && !isLed,
            _ => false,
        };

        void Finish()
        {
            groups.Add(new ErrorGroup(errors.ToValueList())
            {
                Requests = rps.ToValueList(),
                Srps = srps.ToValueList(),
                Lsps = lsps.ToValueList(),
                Others = others.ToValueList(),
            });
            (rps, srps, lsps, errors, others) = (default, default, default, default, default);
        }
    }

    public static PcNtf? ReadNotifications(ref Grammar grammar)
    {
        var groups = new Gathering<NotificationGroup>();
        var rps = new Gathering<RpObject>();
        var notifications = new Gathering<NotificationObject>();
        var others = new Gathering<PcepObject>();
        foreach (var item in grammar.Objects)
        {
            if (item is RpObject && notifications.Count > 0)
                Finish();
            if (item is RpObject rp)
                rps.Add(rp);
            else if (item is NotificationObject notification)
                notifications.Add(notification);
            else
                others.Add(item);
        }
        if (notifications.Count == 0 && groups.Count == 0)
        {
            grammar.Fault(Invalid("PCNtf without a NOTIFICATION object"));
            return null;
        }
        Finish();
        return new PcNtf(groups.ToValueList()) { HeaderFlags = grammar.HeaderFlags };

        void Finish()
        {
            groups.Add(new NotificationGroup(notifications.ToValueList()) { Requests = rps.ToValueList(), Others = others.ToValueList() });
            (rps, notifications, others) = (default, default, default);
        }
    }

    private static ProtocolFault Invalid(string reason) => new(PcepErrors.InvalidOpen, FaultScope.Session, reason) { IsMalformed = true };
}
