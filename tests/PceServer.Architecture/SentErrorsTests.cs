using System.Text.RegularExpressions;
using PceServer.Testing;

namespace PceServer.Architecture;

/// <summary>Every PCErr that the server can send, and the test that provokes it: the table is complete, and each test in it exists.</summary>
public sealed class SentErrorsTests
{
    /// <summary>Name in <c>PcepErrors</c>, and the fixture and test that make us send it.</summary>
    private static readonly (string Error, string Fixture, string Test)[] Table =
    [
        ("InvalidOpen", "FramingTests", "Framing_that_is_broken_ends_the_session"),
        ("OpenWaitExpired", "EstablishmentTests", "Wait_that_expires_ends_with_its_error"),
        ("NegotiableSession", "EstablishmentTests", "Unpleasing_timers_are_answered_by_a_proposal_and_a_second_Open_may_please"),
        ("StillUnacceptableSession", "EstablishmentTests", "Unpleasing_timers_twice_are_1_5"),
        ("UnacceptableProposal", "EstablishmentTests", "Proposal_that_does_not_please_is_1_6"),
        ("KeepWaitExpired", "EstablishmentTests", "Wait_that_expires_ends_with_its_error"),
        ("VersionNotSupported", "FramingTests", "Version_other_than_1_is_refused"),
        ("CapabilityNotSupported", "EstablishedSessionTests", "Unknown_messages_are_2_0_and_the_fifth_within_a_minute_is_Close_5"),
        ("UnknownObjectClass", "StatefulGrammarTests", "Unknown_object_class_in_a_report_is_refused"),
        ("UnknownObjectType", "StatefulGrammarTests", "Unknown_object_type_in_a_report_is_refused"),
        ("UnsupportedObjectClass", "RequestGrammarTests", "Unsupported_object_with_P_in_a_request_is_refused"),
        ("UnsupportedObjectType", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
        ("UnsupportedParameter", "RequestTests", "Objective_function_that_is_not_supported_is_refused_only_where_it_is_a_must"),
        ("UnsupportedPerformanceConstraint", "ObjectTableTests", "Object_that_cannot_be_honoured_earns_its_error_where_it_must_be_and_is_left_out_where_not"),
        ("UnsupportedClassType", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
        ("InvalidClassType", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
        ("UnknownRequest", "RequestGrammarTests", "Request_number_0_is_an_unknown_request"),
        ("BrpcNotSupported", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
        ("RpMissing", "RequestGrammarTests", "Request_without_rp_is_refused"),
        ("RroMissing", "RequestGrammarTests", "Reoptimization_without_rro_is_refused"),
        ("EndPointsMissing", "RequestGrammarTests", "Request_without_end_points_leaves_the_others_alone"),
        ("MonitoringMissing", "RequestGrammarTests", "Monitoring_request_without_its_object_names_the_error"),
        ("LspMissing", "StatefulGrammarTests", "Report_without_lsp_is_refused"),
        ("EroMissing", "StatefulGrammarTests", "Report_without_ero_is_refused"),
        ("SrpMissing", "StatefulGrammarTests", "Update_without_srp_is_refused"),
        ("LspIdentifiersMissing", "DeviationTests", "Lsp_of_rsvp_te_needs_identifiers"),
        ("SecondSession", "SessionTests", "Second_session_of_a_pcc_gets_9_1_and_the_first_goes_on"),
        ("ProcessingRuleClear", "DeviationTests", "Deviation_of_a_strict_peer_earns_its_error"),
        ("MixedEro", "SegmentVectorTests", "Segments_beside_other_hops_are_refused"),
        ("SidAndNaiAbsentInEro", "SegmentVectorTests", "Segment_without_sid_and_nai_is_refused"),
        ("SidAndNaiAbsentInRro", "SegmentVectorTests", "Recorded_segment_without_sid_and_nai_is_refused"),
        ("MsdTooLarge", "RequestTests", "Sid_depth_bound_above_the_limit_of_the_head_end_gets_10_9"),
        ("MixedRro", "SegmentVectorTests", "Recorded_segments_beside_other_hops_are_refused"),
        ("MalformedObject", "StatefulGrammarTests", "Report_that_cannot_be_read_leaves_the_others_alone"),
        ("SrCapabilityMissing", "OpenEvaluationTests", "Segment_routing_without_its_capability_is_10_12"),
        ("UnsupportedNaiType", "SegmentVectorTests", "Segment_of_an_unknown_NT_is_refused"),
        ("InconsistentSids", "SegmentVectorTests", "Labels_beside_indices_are_refused"),
        ("MsdZero", "OpenEvaluationTests", "Depth_that_is_not_said_is_10_21_for_a_strict_pce_only"),
        ("Srv6CapabilityMissing", "OpenEvaluationTests", "Srv6_without_its_capability_is_10_34"),
        ("SidAndNaiAbsentInSrv6Rro", "SegmentVectorTests", "Recorded_srv6_segment_without_sid_and_nai_is_refused"),
        ("MixedSrv6Rro", "SegmentVectorTests", "Recorded_srv6_segments_beside_other_hops_are_refused"),
        ("BadSidStructure", "SegmentVectorTests", "Srv6_structure_of_more_than_128_bits_is_refused"),
        ("UnsupportedSrv6NaiType", "SegmentVectorTests", "Srv6_segment_of_an_IPv4_NT_is_refused"),
        ("SidAndNaiAbsentInSrv6Ero", "SegmentVectorTests", "Srv6_segment_without_sid_and_nai_is_refused"),
        ("MixedSrv6Ero", "SegmentVectorTests", "Srv6_segments_beside_other_hops_are_refused"),
        ("ConflictingPathId", "MultipathTests", "Path_id_that_is_given_twice_is_refused"),
        ("NonemptyPath", "MultipathTests", "Color_beside_hops_is_refused"),
        ("UnrecognizedExrs", "RequestGrammarTests", "Exclusion_inside_a_route_with_an_unknown_subobject_is_refused"),
        ("P2mpNotSupported", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
        ("ReportWithoutCapability", "SynchronisationTests", "Report_without_stateful_capability_gets_19_5"),
        ("InvalidSpeakerEntityId", "SessionTests", "Entity_id_of_a_live_session_from_another_address_gets_20_7"),
        ("SpeakerIdentityNotExpected", "DelegationTests", "Report_that_names_its_maker_is_passed_over_with_23_2_unless_a_pce_made_the_lsp"),
        ("UnsupportedPathSetupType", "RequestTests", "Request_for_rsvp_te_gets_21_1"),
        ("MismatchedPathSetupType", "DeviationTests", "Deviation_of_a_strict_peer_earns_its_error"),
        ("SynchronizedRequestMissing", "SvecTests", "Missing_request_gets_7_0_with_its_number_after_the_sync_timer"),
        ("GcoNotSupported", "SvecTests", "Global_constraints_that_are_a_must_get_15_2"),
        ("DisjointnessConfigurationMissing", "DisjointGroupTests", "Group_that_an_lsp_cannot_be_in_earns_its_error"),
        ("IncompatibleOf", "DisjointGroupTests", "Group_that_an_lsp_cannot_be_in_earns_its_error"),
        ("AssociationMismatch", "DisjointGroupTests", "Group_that_an_lsp_cannot_be_in_earns_its_error"),
        ("CannotJoinAssociation", "DisjointGroupTests", "Group_that_an_lsp_cannot_be_in_earns_its_error"),
        ("BadLabel", "TlvVectorTests", "Binding_of_a_reserved_label_is_refused"),
        ("InconsistentBindingTypes", "TlvVectorTests", "Binding_of_one_label_in_two_types_is_refused"),
        ("SrAlgorithmWithoutCapability", "AgreementTests", "Algorithm_that_not_both_sides_advertised_is_19_33"),
        ("UnsupportedConstraints", "ObjectTableTests", "Object_that_cannot_be_honoured_earns_its_error_where_it_must_be_and_is_left_out_where_not"),
        ("AssociationTypeNotSupported", "RefusalTests", "Request_for_what_is_not_supported_gets_its_error"),
    ];

    private static readonly string[] s_serverRooms = ["src/PceServer.Pcep/", "src/PceServer.Engine/", "src/PceServer.Transport/", "src/PceServer/"];

    [Test]
    public void Table_holds_every_error_that_the_server_names()
    {
        // What is compared with an error that came from a router is not sent.
        var named = Rooms.Sources("src")
            .Where(file => s_serverRooms.Any(room => file.StartsWith(room, StringComparison.Ordinal)) && !file.Contains("/Errors/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, file)), @"(?<!== )PcepErrors\.(\w+)").Select(m => m.Groups[1].Value))
            .Where(name => name != "Name")
            .Distinct();
        Assert.That(Table.Select(row => row.Error), Is.EquivalentTo(named));
    }

    [Test]
    public void Each_test_in_the_table_exists()
    {
        var fixtures = Rooms.Sources("tests").Where(f => f.EndsWith("Tests.cs", StringComparison.Ordinal)).ToLookup(f => Path.GetFileNameWithoutExtension(f));
        foreach (var (error, fixture, test) in Table)
        {
            var isThere = fixtures[fixture].Any(file =>
                Regex.IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file)), $@"(?:void|Task) {test}\(|TestName = ""{test}"""));
            Assert.That(isThere, $"{error}: {fixture}.{test}");
        }
    }
}
