namespace PceServer.Forwarding.Walking;

/// <summary>One way out of a node: a link, on a LAN two, to the next router.</summary>
internal readonly record struct Exit(int Edge, int LanEdge, int Node, double Weight);
