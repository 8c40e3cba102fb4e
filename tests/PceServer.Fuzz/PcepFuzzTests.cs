namespace PceServer.Fuzz;

/// <summary>Five million inputs of the deterministic mutator for PCEP: whole messages, objects, TLVs.</summary>
[Category("Fuzz")]
[Parallelizable(ParallelScope.Children)]
public class PcepFuzzTests
{
    private const int Inputs = 5_000_000;

    [TestCase(Inputs * 4 / 10, 1ul)]
    [TestCase(Inputs * 1 / 10, 2ul)]
    public void Message_of_any_octets_is_decoded_or_refused(int count, ulong seed) =>
        FuzzRun.Run(PcepTargets.Message, new Mutator(Seeds.PcepMessages(), seed), count, seed);

    [TestCase(Inputs * 1 / 10, 3ul)]
    public void Message_of_any_octets_from_a_strict_peer_is_decoded_or_refused(int count, ulong seed) =>
        FuzzRun.Run(PcepTargets.StrictMessage, new Mutator(Seeds.PcepMessages(), seed), count, seed);

    [TestCase(Inputs * 2 / 10, 4ul)]
    public void Object_of_any_octets_costs_at_most_its_report(int count, ulong seed) =>
        FuzzRun.Run(PcepTargets.Object, new Mutator(Seeds.PcepObjects(), seed), count, seed);

    [TestCase(Inputs * 2 / 10, 5ul)]
    public void Tlv_of_any_octets_is_read_or_refused(int count, ulong seed) =>
        FuzzRun.Run(PcepTargets.Tlv, new Mutator(Seeds.PcepTlvs(), seed), count, seed);
}
