namespace PceServer.Engine.Lsps;

/// <summary>Who a PCC is, across its sessions: its SPEAKER-ENTITY-ID, else its source address (RFC 8232 §3.3.2).</summary>
/// <param name="Text">Printable, and what operators call it in the admin API.</param>
public readonly record struct PccId(string Text)
{
    public override string ToString() => Text;
}

/// <summary>An LSP's number on one session, 20 bits; 0 and 0xFFFFF are reserved (RFC 8231 §7.3).</summary>
public readonly record struct PlspId(uint Value)
{
    public static readonly PlspId None;

    public override string ToString() => $"{Value}";
}

/// <summary>One LSP of one PCC.</summary>
public readonly record struct LspKey(PccId Pcc, PlspId Plsp)
{
    public override string ToString() => $"{Pcc}#{Plsp}";
}
