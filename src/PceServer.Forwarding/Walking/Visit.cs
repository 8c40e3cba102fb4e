namespace PceServer.Forwarding.Walking;

/// <summary>What was done to the packet at a node, for the note of its hop.</summary>
[Flags]
internal enum Handling : ushort
{
    None = 0, OwnSid = 1, Penultimate = 2, Swapped = 4, Adjacency = 8, Binding = 16, ExplicitNull = 32, Entropy = 64, Repaired = 128,
    Peer = 512, LocalNull = 1024, Protected = 2048, Unprotected = 4096,
}

/// <summary>Why a packet goes no further, or <see cref="None"/>.</summary>
internal enum End : byte
{
    None, Delivered, Elsewhere,
    NodeDown, NoEntry, NoSid, OutsideBlocks, NoRoute, NoOutgoingLabel, LinkDown, ReservedLabel, StackUnderflow, TimeToLive, WrongPayload, LeavesArea,
    TooDeep, LoopAtNode, TooManyHops,
}

/// <summary>A packet at a node with a certain stack; packets that come there over several branches are one visit.</summary>
internal struct Visit
{
    public int Node;
    public int Stack;

    /// <summary>What leaves on the first branch.</summary>
    public int StackOut;

    /// <summary>The visit from which it was reached first, -1 at the head-end, and the links: on a LAN also the one to the pseudonode.</summary>
    public int Parent;
    public int Edge;
    public int LanEdge;
    public int FirstStep;
    public int StepCount;
    public End End;
    public Handling Handling;

    /// <summary>What <see cref="End"/> speaks of: the label that had no entry, and the neighbour or link it failed towards.</summary>
    public uint Label;
    public int Towards;
    public double Share;
}

/// <summary>A branch that leaves a visit.</summary>
internal struct Step
{
    public int From;
    public int To;
    public int Edge;
    public int LanEdge;

    /// <summary>The top label was swapped, if only for its equal at the next hop.</summary>
    public bool IsSwapped;

    /// <summary>Part of the visit's traffic.</summary>
    public double Part;
}
