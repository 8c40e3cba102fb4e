namespace PceServer.Pcep.Tests.Messages;

public sealed class PcErrTests
{
    private static readonly ProtocolFault s_fault = new(PcepErrors.MsdTooLarge, FaultScope.Object, "") { Rp = new RpObject(new RequestId(7)) };

    [Test]
    public void Error_of_a_request_names_it_first()
    {
        var octets = PcepCodec.Encode(PcErr.For(s_fault));

        Assert.That(Classes(octets), Is.EqualTo(new[] { RpObject.Key, PcepErrorObject.Key }));
    }

    [Test]
    public void Error_put_first_keeps_to_the_grammar_and_loses_nothing()
    {
        var octets = PcepCodec.Encode(PcErr.For(s_fault).WithErrorFirst());

        Assert.That(Classes(octets), Is.EqualTo(new[] { PcepErrorObject.Key, RpObject.Key, PcepErrorObject.Key }));
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.None));
        var groups = ((PcErr)decoded.Message!).Groups;
        Assert.That(groups.SelectMany(group => group.Errors).Select(error => error.Error), Is.All.EqualTo(PcepErrors.MsdTooLarge));
        Assert.That(groups.SelectMany(group => group.Requests).Single().RequestId, Is.EqualTo(new RequestId(7)));
    }

    [Test]
    public void Error_that_names_nothing_stays_as_it_is()
    {
        var error = new PcErr(PcepErrors.UnknownRequest);
        Assert.That(error.WithErrorFirst(), Is.SameAs(error));
    }

    private static IEnumerable<ObjectCode> Classes(byte[] octets) => PcepCodec.Decode(octets).Objects.Select(item => item.Code);
}
