using System.Text.Json;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

/// <summary>What the forwarding model makes of labels that are claimed twice is told to operators.</summary>
public sealed class LabelConflictTests
{
    [Test]
    public async Task Index_that_is_claimed_twice_is_shown_with_the_claim_that_counts()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10", "A-C 10", "node C sid=2"));
        var conflict = (await ConflictsAsync(server)).Single();
        Assert.That(conflict.GetProperty("kind").GetString(), Is.EqualTo("DUPLICATE_PREFIX_SID"));
        Assert.That(conflict.GetProperty("message").GetString(), Is.EqualTo("SID index 2 is claimed by 10.0.0.2/32 of B and by 10.0.0.3/32 of C; it leads to 10.0.0.2/32 of B"));
        Assert.That(conflict.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()), Is.EquivalentTo(new[] { "B", "C" }));
    }

    [Test]
    public async Task Conflict_goes_with_its_cause()
    {
        await using var server = await AdminServer.StartAsync(Net.Build("A-B 10", "node A srgb=16000+100,16050+100"));
        Assert.That((await ConflictsAsync(server)).Single().GetProperty("kind").GetString(), Is.EqualTo("OVERLAPPING_BLOCKS"));
        await server.Engine.ApplyTopologyAsync([.. Net.Build("A-B 10").Changes]);
        await server.Engine.FlushTopologyAsync();
        Assert.That(await ConflictsAsync(server), Is.Empty);
    }

    private static async Task<List<JsonElement>> ConflictsAsync(AdminServer server)
    {
        var (_, body) = await server.GetAsync("/v1/topology/health");
        Assert.That(body.GetProperty("topologyVersion").GetUInt64(), Is.EqualTo(server.Engine.Topology.Version));
        return [.. body.GetProperty("labelConflicts").EnumerateArray()];
    }
}
