using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Tests;

/// <summary>What routers say, in few words.</summary>
internal static class Said
{
    public const LspFlags Delegated = LspFlags.Delegate | LspFlags.Administrative;

    public static EroObject Ero(params uint[] labels) => new(labels.Select(l => (Subobject)SrEro.FromLabel(l)).ToValueList());

    public static uint[] Labels(EroObject? ero) => [.. ero!.Subobjects.Select(s => ((SrEro)s).Label!.Value)];

    public static Ipv4Address Wire(this IpAddress address) => new((uint)address.Low);

    /// <summary>A report of an LSP between two nodes of a network.</summary>
    public static StateReport Report(Net net, uint plsp, string name, string from, string to, uint[] labels, LspFlags flags = Delegated, uint srp = 0) =>
        new(new LspObject(new Pcep.PlspId(plsp), flags)
        {
            Operational = labels.Length == 0 ? OperationalState.Down : OperationalState.Up,
            Tlvs =
            [
                new Ipv4LspIdentifiers(net.Address(from).Wire(), new LspId(1), new TunnelId((ushort)plsp), 0, net.Address(to).Wire()),
                new SymbolicPathName(name),
            ],
        })
        {
            Srp = new SrpObject(new SrpId(srp)) { Tlvs = [PathSetupType.SegmentRouting] },
            Ero = Ero(labels),
        };

    public static PathComputationRequest Request(Net net, uint id, string from, string to) =>
        new(new RpObject(new RequestId(id)) { Tlvs = [PathSetupType.SegmentRouting] })
        {
            EndPoints = EndPointsObject.Between(net.Address(from).Wire(), net.Address(to).Wire()),
        };

    public static T Must<T>(T item) where T : PcepObject => item with { HeaderFlags = ObjectFlags.ProcessingRule };
}
