namespace PceServer.Bgp.LinkState;

/// <summary>The octets of an NLRI, type and length included: two NLRIs name the same object exactly when these are equal (RFC 9552 §5.2).</summary>
public readonly struct NlriKey : IEquatable<NlriKey>
{
    private readonly byte[]? _octets;
    private readonly int _start;

    internal NlriKey(byte[] octets) : this(octets, 0, octets.Length)
    {
    }

    /// <summary>A part of what was received: the array is not copied.</summary>
    internal NlriKey(byte[] octets, int start, int length) => (_octets, _start, Length) = (octets, start, length);

    public ReadOnlySpan<byte> Octets => _octets.AsSpan(_start, Length);

    public int Length { get; }

    public static NlriKey Of(ReadOnlySpan<byte> octets) => new(octets.ToArray());

    public bool Equals(NlriKey other) => Octets.SequenceEqual(other.Octets);

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
