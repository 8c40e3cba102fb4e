namespace PceServer.Bgp.LinkState;

/// <summary>The octets of an NLRI, type and length included: two NLRIs name the same object exactly when these are equal (RFC 9552 §5.2).</summary>
public readonly struct NlriKey : IEquatable<NlriKey>
{
    private readonly byte[]? _octets;

    internal NlriKey(byte[] octets) => _octets = octets;

    public ReadOnlySpan<byte> Octets => _octets;

    public int Length => _octets?.Length ?? 0;

    public static NlriKey Of(ReadOnlySpan<byte> octets) => new(octets.ToArray());

    public bool Equals(NlriKey other) => ReferenceEquals(_octets, other._octets) || Octets.SequenceEqual(other.Octets);

    public override bool Equals(object? obj) => obj is NlriKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Octets);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToHexStringLower(Octets);

    public static bool operator ==(NlriKey left, NlriKey right) => left.Equals(right);

    public static bool operator !=(NlriKey left, NlriKey right) => !left.Equals(right);
}
