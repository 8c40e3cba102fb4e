namespace PceServer.Wire;

/// <summary>One name space of TLV code points: a table filled by one <c>Add&lt;T&gt;()</c> line per type, with <see cref="UnknownTlv"/> for the rest.</summary>
public sealed class TlvRegistry
{
    private const int DirectCodes = 256;

    private delegate ITlv Reader(ref WireReader reader);

    // Small code points are most of what is read: they go by index, the few large ones (vendors) by hash.
    private readonly Reader?[] _direct = new Reader?[DirectCodes];
    private readonly Dictionary<ushort, Reader> _readers = [];

    public IEnumerable<ushort> Codes => _readers.Keys;

    public TlvRegistry Add<T>() where T : class, ITlv<T>
    {
        Reader reader = T.Read;
        _readers.Add(T.Code, reader);
        if (T.Code < DirectCodes)
            _direct[T.Code] = reader;
        return this;
    }

    public bool Knows(ushort type) => _readers.ContainsKey(type);

    /// <summary>Reads one value; octets that the type did not read are a fault, so that nothing is lost when it is written back.</summary>
    public ITlv Read(ushort type, ref WireReader value)
    {
        var read = type < DirectCodes ? _direct[type] : _readers.GetValueOrDefault(type);
        if (read is null)
            return new UnknownTlv(type, ValueList.Create(value.Rest()));
        var tlv = read(ref value);
        if (value.More)
            TooLong(type, ref value);
        return tlv;
    }

    private static void TooLong(ushort type, ref WireReader value) => value.Fail($"TLV {type} has {value.Remaining} octets too many");
}
