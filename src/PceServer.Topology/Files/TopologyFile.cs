using System.Text.Json;

namespace PceServer.Topology;

/// <summary>
/// The readable JSON form of a topology: what an operator writes by hand, what a feeder plays, and what an export gives back.
/// <code>
/// { "priority": 200, "supplement": false,                    optional: see SourcePolicy
///   "defaults": { "protocol": "isis-2", "as": 65000, "srgb": "16000-23999", "algorithms": [0], "msd": 10 },
///   "nodes": [
///     { "name": "paris", "routerId": "10.0.0.1", "sid": 1 },
///     { "name": "lyon", "routerId": "10.0.0.2", "sid": 2, "overloaded": true, "prefixes": [ { "prefix": "192.0.2.0/24", "metric": 5, "sid": 200 } ] } ],
///   "links": [
///     { "a": "paris", "b": "lyon", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1",
///       "igpMetric": 10, "teMetric": 10, "delayMicroseconds": 5200, "bandwidthBytesPerSecond": 1250000000, "adminGroup": "0x5", "srlgs": [7],
///       "ab": { "adjacencyLabel": 24001 }, "ba": { "adjacencyLabel": 24001, "igpMetric": 20 } } ] }
/// </code>
/// Node: <c>id</c> (what links call it; else its name), identity (<c>protocol</c> isis-1, isis-2, ospfv2, ospfv3, direct, static, bgp;
/// <c>instance</c>, <c>as</c>, <c>bgpLsId</c>, <c>area</c>, <c>igpId</c>, <c>bgpRouterId</c>), <c>announced</c> (false: only named as the
/// far end of links), <c>routerId</c> or <c>routerIds</c>, <c>sid</c> (index of the node SID of the router id), <c>srgb</c>, <c>srlb</c>,
/// <c>algorithms</c>, <c>flexAlgos</c>, <c>msd</c>, <c>otherMsds</c>, <c>overloaded</c>, <c>drained</c>, <c>attached</c>, <c>external</c>,
/// <c>areaBorder</c>, <c>srmsPreference</c>, <c>isisAreas</c>, <c>prefixes</c> (<c>prefix</c>, <c>metric</c>, <c>node</c>, <c>anycast</c>,
/// <c>readvertised</c>, <c>external</c>, <c>sid</c>, <c>sids</c>, <c>ranges</c>, <c>flexAlgoMetrics</c>, <c>sourceRouterId</c>). Without
/// <c>igpId</c> an IS-IS system id is made of the router id's digits.
/// Link: values outside of <c>ab</c> and <c>ba</c> hold for both directions; <c>bandwidthBytesPerSecond</c> stands for
/// <c>maximumBandwidth</c>, <c>reservableBandwidth</c> and the eight of <c>unreservedBandwidth</c>; <c>adjacencyLabel</c> for one plain
/// entry of <c>adjacencySids</c>; <c>oneWay</c> announces a to b only; unnumbered links have <c>aInterface</c> and <c>bInterface</c>.
/// Metrics are integers, delays microseconds, bandwidths bytes per second, loss units of 0.000003 %.
/// </summary>
public static class TopologyFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The changes that a feed of this file would send, or every error with path, value and rule.</summary>
    public static TopologyReading Read(string text, string source)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException fault)
        {
            return new TopologyReading([], [new TopologyFileError($"line {fault.LineNumber + 1}", "", $"not JSON: {fault.Message}")]);
        }
        using (document)
            return new TopologyFileReader(source).Read(document.RootElement);
    }

    /// <summary>The snapshot as a file that <see cref="Read"/> turns into the same topology.</summary>
    public static string Write(TopologySnapshot topology) => new TopologyFileWriter(topology).Write();
}
