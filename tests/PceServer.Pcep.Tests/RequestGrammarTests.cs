namespace PceServer.Pcep.Tests;

/// <summary>PCReq, PCRep, monitoring, PCErr, PCNtf, Open and Close (RFC 5440 §6, RFC 5886 §3).</summary>
public class RequestGrammarTests
{
    private const string OtherRp = "0212000c 00000000 0000000a";

    [Test]
    public void Request_without_rp_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcReq, Raw.EndPoints).Errors(), Is.EqualTo(new[] { PcepErrors.RpMissing }));

    [Test]
    public void Request_without_end_points_leaves_the_others_alone()
    {
        var decoded = Raw.Decode(MessageType.PcReq, Raw.Rp, OtherRp, Raw.EndPoints);
        Assert.That(((PcReq)decoded.Message!).Requests.Single().Rp.RequestId, Is.EqualTo(new RequestId(10)));
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { PcepErrors.EndPointsMissing }));
        Assert.That(decoded.Faults[0].Rp!.RequestId, Is.EqualTo(new RequestId(9)));
    }

    [Test]
    public void Reoptimization_without_rro_is_refused()
    {
        const string Reoptimize = "0212000c 00000008 00000009";
        const string Bandwidth = "05100008 47f42400";
        Assert.That(Raw.Decode(MessageType.PcReq, Reoptimize, Raw.EndPoints, Bandwidth).Errors(), Is.EqualTo(new[] { PcepErrors.RroMissing }));
        Assert.That(Raw.Decode(MessageType.PcReq, Reoptimize, Raw.EndPoints).Faults, Is.Empty, "an LSP without bandwidth needs none");
        Assert.That(Raw.Decode(MessageType.PcReq, Reoptimize, Raw.EndPoints, Bandwidth, Raw.Lsp).Faults, Is.Empty, "the LSP object names the path");
    }

    [Test]
    public void Rro_is_missed_by_the_bandwidth_that_the_lsp_has()
    {
        const string Reoptimize = "0212000c 00000008 00000009";
        const string Wanted = "05100008 47f42400";
        Assert.That(Raw.Decode(MessageType.PcReq, Reoptimize, Raw.EndPoints, "05100008 00000000", "05200008 47f42400").Errors(),
            Is.EqualTo(new[] { PcepErrors.RroMissing }), "from some to none");
        Assert.That(Raw.Decode(MessageType.PcReq, Reoptimize, Raw.EndPoints, Wanted, "05200008 00000000").Faults, Is.Empty, "from none to some");
    }

    [Test]
    public void Two_objects_that_are_missing_are_two_errors_of_one_message()
    {
        var decoded = Raw.Decode(MessageType.PcReq, "0212000c 00000008 00000009", "05100008 47f42400");
        var octets = Raw.Message(MessageType.PcErr, "0210000c 00000000 00000009", "0d100008 00000603", "0d100008 00000602");
        Assert.That(PcepCodec.Encode(PcErr.For(decoded.Faults.Single())), Is.EqualTo(octets));
    }

    [Test]
    public void Request_number_0_is_an_unknown_request()
    {
        var decoded = Raw.Decode(MessageType.PcReq, "0212000c 00000000 00000000", Raw.EndPoints);
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { PcepErrors.UnknownRequest }));
        Assert.That(PcepCodec.Encode(PcErr.For(decoded.Faults.Single())),
            Is.EqualTo(Raw.Message(MessageType.PcErr, "0210000c 00000000 00000000", "0d100008 00000800")));
    }

    [Test]
    public void Vendor_information_behind_SVEC_belongs_to_the_set_and_behind_RP_to_the_request()
    {
        const string Svec = "0b10000c 00000000 00000009";
        const string OfTheSet = "2210000c 0000002a 01020304";
        const string OfTheRequest = "2212000c 0000002b 05060708";
        var octets = Raw.Message(MessageType.PcReq, Svec, OfTheSet, Raw.Rp, OfTheRequest, Raw.EndPoints);
        var request = (PcReq)PcepCodec.Decode(octets).Message!;
        Assert.That(request.SynchronizedSets.Single().VendorInformation.Single().EnterpriseNumber, Is.EqualTo(42));
        Assert.That(request.Requests.Single().Attributes.VendorInformation.Single().EnterpriseNumber, Is.EqualTo(43));
        Assert.That(PcepCodec.Encode(request), Is.EqualTo(octets));
    }

    [TestCase("de120008 00000000", 3, 1, TestName = "Unknown_object_class_with_P_in_a_request_is_refused")]
    [TestCase("20320008 00000000", 3, 2, TestName = "Unknown_object_type_with_P_in_a_request_is_refused")]
    [TestCase("24120008 00000000", 4, 1, TestName = "Unsupported_object_with_P_in_a_request_is_refused")]
    public void Unknown(string unknown, byte type, byte value)
    {
        var decoded = Raw.Decode(MessageType.PcReq, Raw.Rp, Raw.EndPoints, unknown);
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { new PcepErrorCode(type, value) }));
        Assert.That(decoded.Faults[0].Rp!.RequestId, Is.EqualTo(new RequestId(9)));
    }

    [Test]
    public void Unknown_object_without_P_in_a_request_is_ignored() =>
        Assert.That(Raw.Decode(MessageType.PcReq, Raw.Rp, Raw.EndPoints, "de100008 00000000").Faults, Is.Empty);

    [Test]
    public void Synchronized_set_takes_what_stands_before_the_first_request()
    {
        const string Svec = "0b100010 00000001 00000009 0000000a";
        const string Of = "15100008 00060000";
        var octets = Raw.Message(MessageType.PcReq, Svec, Of, Raw.Rp, Raw.EndPoints, OtherRp, Raw.EndPoints);
        var request = (PcReq)PcepCodec.Decode(octets).Message!;
        Assert.That(request.SynchronizedSets.Single().Of!.OfCode, Is.EqualTo(ObjectiveFunction.MinimizeCumulativeCost));
        Assert.That(request.Requests, Has.Count.EqualTo(2));
        Assert.That(PcepCodec.Encode(request), Is.EqualTo(octets));
    }

    [Test]
    public void Path_key_takes_the_place_of_end_points()
    {
        var decoded = Raw.Decode(MessageType.PcReq, Raw.Rp, "1012000c 40080009 0a000001");
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcReq)decoded.Message!).Requests[0].PathKey!.Subobjects[0], Is.TypeOf<PathKeyIpv4Subobject>());
    }

    [Test]
    public void Exclusion_inside_a_route_with_an_unknown_subobject_is_refused()
    {
        // EXRS (33) of 8 octets holding subobject 99.
        var decoded = Raw.Decode(MessageType.PcReq, Raw.Rp, Raw.EndPoints, "0a12000c 21080000 63040000");
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { new PcepErrorCode(11, 99) }), "the value is the type");
        Assert.That(PcepErrors.Name(new PcepErrorCode(11, 99)), Is.EqualTo(PcepErrors.Name(PcepErrors.UnrecognizedExrs)));
    }

    [Test]
    public void Response_keeps_each_attribute_with_its_path()
    {
        const string Metric = "0610000c 00000001 41200000";
        var octets = Raw.Message(MessageType.PcRep, Raw.Rp, Raw.Ero, Metric, Raw.Ero);
        var response = ((PcRep)PcepCodec.Decode(octets).Message!).Responses.Single();
        Assert.That(response.Paths, Has.Count.EqualTo(2));
        Assert.That(response.Paths[0].Attributes.Metrics, Has.Count.EqualTo(1));
        Assert.That(response.Paths[1].Attributes, Is.EqualTo(AttributeList.Empty));
        Assert.That(PcepCodec.Encode(new PcRep([response])), Is.EqualTo(octets));
    }

    [Test]
    public void Response_without_a_path_keeps_the_constraints_that_failed()
    {
        var octets = Raw.Message(MessageType.PcRep, Raw.Rp, "03100010 00800000 00010004 00000002", "05100008 47f42400");
        var response = ((PcRep)PcepCodec.Decode(octets).Message!).Responses.Single();
        Assert.That(response.NoPath!.UnsatisfiedConstraints);
        Assert.That(response.NoPath.Reasons, Is.EqualTo(NoPathReasons.UnknownDestination));
        Assert.That(response.Attributes.Bandwidth!.Bandwidth, Is.EqualTo(125_000));
        Assert.That(PcepCodec.Encode(new PcRep([response])), Is.EqualTo(octets));
    }

    [Test]
    public void Monitoring_request_without_its_object_names_the_error() =>
        Assert.That(Raw.Decode(MessageType.PcMonReq, "14100008 0a000001").Errors(), Is.EqualTo(new[] { PcepErrors.MonitoringMissing }));

    [Test]
    public void Monitoring_reply_keeps_times_with_their_pce()
    {
        var reply = new PcMonRep(new MonitoringObject(new MonitoringId(3), MonitoringFlags.ProcessingTime))
        {
            PccIdReq = new PccIdReqObject(Wire.Ipv4Address.Parse("10.0.0.1")),
            Metrics =
            [
                new MonitoredPce(new PceIdObject(Wire.Ipv4Address.Parse("10.0.0.9")))
                {
                    Rp = new RpObject(new RequestId(4)), ProcTime = new ProcTimeObject(1, 1, 2, 1, 0), Overload = new OverloadObject(10),
                },
                new MonitoredPce(new PceIdObject(Wire.Ipv4Address.Parse("10.0.0.10"))),
            ],
        };
        Assert.That(PcepCodec.Decode(PcepCodec.Encode(reply)).Message, Is.EqualTo(reply));
        var request = new PcMonReq(reply.Monitoring)
        {
            PccIdReq = reply.PccIdReq,
            PceIds = [new PceIdObject(Wire.Ipv4Address.Parse("10.0.0.9"))],
            Requests =
            [
                new PathComputationRequest(new RpObject(new RequestId(4)))
                {
                    EndPoints = EndPointsObject.ForRequest(Wire.Ipv4Address.Parse("10.0.0.1"), Wire.Ipv4Address.Parse("10.0.0.2")),
                },
            ],
        };
        Assert.That(PcepCodec.Decode(PcepCodec.Encode(request)).Message, Is.EqualTo(request));
    }

    [Test]
    public void Error_during_establishment_keeps_the_proposed_open()
    {
        var error = new PcErr(PcepErrors.NegotiableSession) { OpenObject = new OpenObject(30, 120, 1) };
        Assert.That(PcepCodec.Decode(PcepCodec.Encode(error)).Message, Is.EqualTo(error));
    }

    [Test]
    public void Error_for_a_fault_names_the_request_with_P_clear()
    {
        var fault = Raw.Decode(MessageType.PcReq, Raw.Rp).Faults.Single();
        var error = (PcErr)PcepCodec.Decode(PcepCodec.Encode(PcErr.For(fault))).Message!;
        Assert.That(error.Groups.Single().Requests.Single(), Is.EqualTo(new RpObject(new RequestId(9)) { HeaderFlags = ObjectFlags.None }));
        Assert.That(error.Groups.Single().Errors.Single().Error, Is.EqualTo(PcepErrors.EndPointsMissing));
    }

    [Test]
    public void Errors_in_several_groups_stay_apart()
    {
        var octets = Raw.Message(MessageType.PcErr, Raw.Srp, "0d100008 00001301", "21100014 00000000 00000008 001c0004 00000001", "0d100008 00001303");
        var error = (PcErr)PcepCodec.Decode(octets).Message!;
        Assert.That(error.Groups.Select(g => g.Srps.Single().SrpId.Value), Is.EqualTo(new uint[] { 7, 8 }));
        Assert.That(PcepCodec.Encode(error), Is.EqualTo(octets));
    }

    [TestCase(MessageType.Open, "", TestName = "Open_without_its_object_is_invalid")]
    [TestCase(MessageType.Open, "01100008 201e7801 01100008 201e7801", TestName = "Open_with_two_objects_is_invalid")]
    [TestCase(MessageType.Close, "", TestName = "Close_without_its_object_is_invalid")]
    [TestCase(MessageType.PcErr, "", TestName = "Error_without_its_object_is_invalid")]
    [TestCase(MessageType.PcNtf, "", TestName = "Notification_without_its_object_is_invalid")]
    public void Invalid(MessageType type, string objects)
    {
        var decoded = Raw.Decode(type, objects);
        Assert.That(decoded.Message, Is.Null);
        Assert.That(decoded.SessionFault!.Error, Is.EqualTo(PcepErrors.InvalidOpen));
    }

    [Test]
    public void Open_with_a_capability_that_lists_no_setup_type_is_malformed()
    {
        var decoded = Raw.Decode(MessageType.Open, "01100010 201e7801 00220004 00000000");
        Assert.That(decoded.SessionFault!.Error, Is.EqualTo(PcepErrors.MalformedObject));
    }
}
