using PceServer.Pcep;
using PceServer.Pcep.Session;

namespace PceServer.Emulation;

/// <summary>What happened at an emulated router.</summary>
public abstract record PccEvent
{
    private PccEvent()
    {
    }

    /// <summary>The session is up and the state of all LSPs has been reported.</summary>
    public sealed record Synchronized(OpenObject PceOpen) : PccEvent;

    public sealed record SessionEnded(PcepSessionEnd End) : PccEvent;

    public sealed record MessageReceived(PcepMessage Message) : PccEvent;

    public sealed record MessageSent(PcepMessage Message) : PccEvent;

    /// <summary>An LSP was made or changed, and has been reported so.</summary>
    public sealed record LspChanged(EmulatedLsp Lsp) : PccEvent;

    public sealed record LspRemoved(EmulatedLsp Lsp) : PccEvent;
}

/// <summary>How the PCE answered a PCReq.</summary>
public abstract record PathReply
{
    private PathReply()
    {
    }

    public sealed record Found(ResponsePath Path) : PathReply
    {
        public IReadOnlyList<uint> Labels => [.. Path.Ero.Subobjects.OfType<SrEro>().Select(segment => segment.Label ?? 0)];
    }

    public sealed record NoPath(PathComputationResponse Response) : PathReply;

    public sealed record Refused(PcepErrorCode Error) : PathReply;

    /// <summary>The session ended before the answer came.</summary>
    public sealed record Lost(string Reason) : PathReply;
}
