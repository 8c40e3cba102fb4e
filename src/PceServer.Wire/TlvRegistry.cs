namespace PceServer.Wire;

/// <summary>One name space of TLV code points: a table filled by one <c>Add&lt;T&gt;()</c> line per type, with <see cref="UnknownTlv"/> for the rest.</summary>
public sealed class TlvRegistry
{
    private delegate ITlv Reader(ref WireReader reader);

    private readonly Dictionary<ushort, Reader> _readers = [];

    public IEnumerable<ushort> Codes => _readers.Keys;

    public TlvRegistry Add<T>() where T : class, ITlv<T>
    {
        _readers.Add(T.Code, static (ref WireReader reader) => T.Read(ref reader));
        return this;
    }

    /// <summary>Reads one value; octets that the type did not read are a fault, so that nothing is lost when it is written back.</summary>
    public ITlv Read(ushort type, ref WireReader value)
    {
        if (!_readers.TryGetValue(type, out var read))
            return new UnknownTlv(type, ValueList.Create(value.Rest()));
        var tlv = read(ref value);
        if (value.More)
            value.Fail($"TLV {type} has {value.Remaining} octets too many");
        return tlv;
    }
}
