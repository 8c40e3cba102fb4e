global using PlspId = PceServer.Engine.Lsps.PlspId;

namespace PceServer.Engine.Lsps;

/// <summary>Who a PCC is, across its sessions: its SPEAKER-ENTITY-ID, else its source address (RFC 8232 §3.3.2).</summary>
/// <param name="Text">Printable, and what operators call it in the admin API.</param>
public readonly record struct PccId(string Text)
{
    public override string ToString() => Text;
}

/// <summary>An LSP's number on one session; 0 stands for none (RFC 8231 §7.3). The domain's own word: whoever asks the engine need not know the wire.</summary>
public readonly record struct PlspId(uint Value)
{
    public static readonly PlspId None;

    public bool IsNone => Value == 0;

    public override string ToString() => $"{Value}";
}
