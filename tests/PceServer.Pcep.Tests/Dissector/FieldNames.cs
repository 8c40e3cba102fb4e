namespace PceServer.Pcep.Tests.Dissector;

/// <summary>What tshark 4.0 calls the fields that we show, by object class, TLV type and subobject type.</summary>
internal static class FieldNames
{
    public static readonly IReadOnlyDictionary<(int Class, string Field), string> Objects = new Dictionary<(int, string), string>
    {
        [(1, "version")] = "pcep.obj.open.pcep_version",
        [(1, "keepalive")] = "pcep.obj.open.keepalive",
        [(1, "deadTimer")] = "pcep.obj.open.deadtime",
        [(1, "sid")] = "pcep.obj.open.sid",
        [(2, "flags")] = "pcep.obj.rp.flags",
        [(2, "requestIdNumber")] = "pcep.obj.rp.requested_id_number",
        [(3, "flags")] = "pcep.obj.no_path.flags",
        // Of a tree; the family shows in the address.
        [(4, "source")] = "pcep.obj.end_point.source_ipv4_address",
        [(4, "destinations")] = "pcep.obj.end_point.destination_ipv4_address",
        [(4, "sourceIpv4Address")] = "pcep.obj.end_point.source_ipv4_address",
        [(4, "destinationIpv4Address")] = "pcep.obj.end_point.destination_ipv4_address",
        [(4, "sourceIpv6Address")] = "pcep.obj.end_point.source_ipv6_address",
        [(4, "destinationIpv6Address")] = "pcep.obj.end_point.destination_ipv6_address",
        [(5, "bandwidth")] = "pcep.bandwidth",
        [(6, "reserved")] = "pcep.obj.metric.reserved",
        [(6, "flags")] = "pcep.obj.metric.flags",
        [(6, "type")] = "pcep.obj.metric.type",
        [(6, "metricValue")] = "pcep.obj.metric.metric_value",
        [(9, "excludeAny")] = "pcep.obj.lspa.exclude_any",
        [(9, "includeAny")] = "pcep.obj.lspa.include_any",
        [(9, "includeAll")] = "pcep.obj.lspa.include_all",
        [(9, "setupPrio")] = "pcep.obj.lspa.setup_priority",
        [(9, "holdingPrio")] = "pcep.obj.lspa.holding_priority",
        [(9, "flags")] = "pcep.obj.lspa.flags",
        [(11, "flags")] = "pcep.obj.svec.flags",
        [(11, "requestIdNumbers")] = "pcep.obj.svec.request_id_number",
        [(12, "notificationValue")] = "pcep.obj.notification.value",
        [(13, "errorType")] = "pcep.error.type",
        [(13, "errorValue")] = "pcep.error.value",
        [(15, "reason")] = "pcep.obj.close.reason",
        [(17, "flags")] = "pcep.obj.xro.flags",
        [(21, "ofCode")] = "pcep.obj.of.code",
        [(32, "plspId")] = "pcep.obj.lsp.plsp-id",
        [(32, "flags")] = "pcep.obj.lsp.flags",
        [(33, "flags")] = "pcep.obj.srp.flags",
        [(33, "srpIdNumber")] = "pcep.obj.srp.id-number",
        [(34, "enterpriseNumber")] = "pcep.vendor-information.enterprise-number",
        [(35, "type")] = "pcep.obj.bu.butype",
        [(35, "bandwidthUtilization")] = "pcep.obj.bu.utilization",
        [(40, "flags")] = "pcep.association.flags",
        [(40, "associationType")] = "pcep.association.type",
        [(40, "associationId")] = "pcep.association.id",
        [(40, "associationSource")] = "pcep.association.ipv4.source",
    };

    public static readonly IReadOnlyDictionary<(int Type, string Field), string> Tlvs = new Dictionary<(int, string), string>
    {
        [(16, "flags")] = "pcep.stateful-pce-capability.flags",
        [(17, "symbolicPathName")] = "pcep.tlv.symbolic-path-name",
        [(18, "ipv4TunnelSenderAddress")] = "pcep.tlv.ipv4-lsp-id.tunnel-sender-addr",
        [(18, "lspId")] = "pcep.tlv.ipv4-lsp-id.lsp-id",
        [(18, "tunnelId")] = "pcep.tlv.ipv4-lsp-id.tunnel-id",
        [(18, "extendedTunnelId")] = "pcep.tlv.ipv4-lsp-id.extended-tunnel-id",
        [(18, "ipv4TunnelEndpointAddress")] = "pcep.tlv.ipv4-lsp-id.tunnel-endpoint-addr",
        [(20, "lspErrorCode")] = "pcep.tlv.lsp-error-code",
        [(23, "version")] = "pcep.tlv.lsp-state-db-version-number",
        [(26, "flags")] = "pcep.tlv.sr-pce-capability.flags",
        [(26, "msd")] = "pcep.tlv.sr-pce-capability.msd",
        [(28, "pst")] = "pcep.pst",
        [(30, "globalAssociationSource")] = "pcep.association.global.source",
        [(35, "associationTypes")] = "pcep.association.type",
        [(56, "srPolicyName")] = "pcep.tlv.sr_policy_name",
        [(57, "protoOrigin")] = "pcep.tlv.sr_policy_cpath_id.proto_origin",
        [(57, "originatorAsn")] = "pcep.tlv.sr_policy_cpath_id.originator_asn",
        [(57, "discriminator")] = "pcep.tlv.sr_policy_cpath_id.proto_discriminator",
        [(58, "srPolicyCandidatePathName")] = "pcep.tlv.sr_policy_cpath_name",
        [(59, "preference")] = "pcep.tlv.sr_policy_cpath_preference",
    };

    public static readonly IReadOnlyDictionary<(int Type, string Field), string> Subobjects = new Dictionary<(int, string), string>
    {
        [(1, "address")] = "pcep.subobj.ipv4.ipv4",
        [(1, "prefixLength")] = "pcep.subobj.ipv4.prefix_length",
        [(2, "address")] = "pcep.subobj.ipv6.ipv6",
        [(2, "prefixLength")] = "pcep.subobj.ipv6.prefix_length",
        [(4, "routerId")] = "pcep.subobj.unnumb_interfaceID.router_id",
        [(4, "interfaceId")] = "pcep.subobj.unnumb_interfaceID.interface_id",
        [(34, "srlgId")] = "pcep.subobj.srlg.id",
        [(36, "naiType")] = "pcep.subobj.sr.st",
        [(36, "flags")] = "pcep.subobj.sr.flags",
        [(36, "label")] = "pcep.subobj.sr.sid.label",
        [(64, "pathKey")] = "pcep.subobj.pksv4.path_key",
        [(64, "pceId")] = "pcep.subobj.pksv4.pce_id",
        [(65, "pathKey")] = "pcep.subobj.pksv6.path_key",
        [(65, "pceId")] = "pcep.subobj.pksv6.pce_id",
    };

    public static readonly IReadOnlySet<string> All = Objects.Values.Concat(Tlvs.Values).Concat(Subobjects.Values).Append("pcep.association.ipv6.source").ToHashSet();
}
