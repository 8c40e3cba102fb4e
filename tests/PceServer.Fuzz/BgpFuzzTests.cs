namespace PceServer.Fuzz;

/// <summary>Two million inputs of the deterministic mutator for BGP: whole messages, the value of attribute 29, NLRIs.</summary>
[Category("Fuzz")]
[Parallelizable(ParallelScope.Children)]
public class BgpFuzzTests
{
    private const int Inputs = 2_000_000;

    [TestCase(Inputs * 4 / 10, 6ul)]
    public void Message_of_any_octets_is_decoded_or_refused(int count, ulong seed) =>
        FuzzRun.Run(BgpTargets.Message, new Mutator(Seeds.BgpMessages(), seed, BgpTargets.LengthAt), count, seed);

    [TestCase(Inputs * 3 / 10, 7ul)]
    public void Attribute_29_of_any_octets_never_ends_the_session(int count, ulong seed) =>
        FuzzRun.Run(BgpTargets.LinkState, new Mutator(Seeds.BgpLinkStates(), seed), count, seed);

    [TestCase(Inputs * 3 / 10, 8ul)]
    public void Routes_of_any_octets_are_read_or_refused(int count, ulong seed) =>
        FuzzRun.Run(BgpTargets.Nlri, new Mutator(Seeds.BgpNlris(), seed), count, seed);
}
