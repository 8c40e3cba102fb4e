using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Session;

/// <summary>Says what a message means for the session: an Open is judged here, before the machine steps.</summary>
public static class PcepSessionInput
{
    public static PcepSessionEvent For(PcepMessage message, PcepSessionState state) => message switch
    {
        Open open => new On.OpenReceived(open.OpenObject, Judge(open.OpenObject, state.Settings)),
        Keepalive => new On.KeepaliveReceived(),
        Close close => new On.CloseReceived(close.CloseObject.Reason),
        PcErr error => Error(error, state),
        UnknownMessage unknown => new On.UnknownMessageReceived((byte)unknown.MessageType),
        _ => new On.MessageReceived(message),
    };

    private static OpenVerdict Judge(OpenObject open, PcepSessionSettings settings) => settings.Role == PcepRole.Pce
        ? OpenEvaluation.ForPce(open, settings.OpenPolicy, settings.LocalOpen)
        : OpenEvaluation.ForPcc(open, settings.OpenPolicy, settings.LocalOpen);

    private static PcepSessionEvent Error(PcErr error, PcepSessionState state)
    {
        var first = error.Groups.Count > 0 && error.Groups[0].Errors.Count > 0 ? error.Groups[0].Errors[0].Error : default;
        return first == PcepErrors.NegotiableSession && state.Phase != PcepSessionPhase.Up
            ? new On.ProposalReceived(OpenEvaluation.Adapt(state.LocalOpen, error.OpenObject, state.Settings.OpenPolicy))
            : new On.ErrorReceived(error, first);
    }
}
