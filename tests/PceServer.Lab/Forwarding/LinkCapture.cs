using System.Diagnostics;

namespace PceServer.Lab.Forwarding;

/// <summary>A packet that came in over a link, as tshark reads it. Labels and their TTLs top first.</summary>
internal sealed record CapturedPacket(string Interface, string Labels, string TimesToLive, string Bottoms, string PayloadTimeToLive, string Source);

/// <summary>tshark on the receiving ends of all links, line by line as packets come.</summary>
internal sealed class LinkCapture : IDisposable
{
    private readonly Process _tshark;
    private Task<string?>? _reading;

    public LinkCapture(OpenVirtualSwitch ovs, IEnumerable<string> interfaces)
    {
        string[] fields = ["frame.interface_name", "mpls.label", "mpls.ttl", "mpls.bottom", "ip.ttl", "ip.src"];
        _tshark = ovs.StartInside("tshark",
        [
            "-l", "-n", "-f", "inbound and ((ip and src net 10.99.0.0/16) or mpls)", .. interfaces.SelectMany(i => new[] { "-i", i }),
            "-T", "fields", "-E", "separator=|", .. fields.SelectMany(f => new[] { "-e", f }),
        ]);
        // It says so when it listens.
        while (_tshark.StandardError.ReadLine() is { } line)
        {
            if (line.Contains("Capturing on", StringComparison.Ordinal))
                break;
        }
        _ = _tshark.StandardError.ReadToEndAsync();
    }

    /// <summary>The next packet; null when none comes in time.</summary>
    public CapturedPacket? Read(TimeSpan patience)
    {
        _reading ??= _tshark.StandardOutput.ReadLineAsync();
        if (!_reading.Wait(patience) || _reading.Result is not { } text)
            return null;
        _reading = null;
        var words = text.Split('|');
        return new CapturedPacket(words[0], words[1], words[2], words[3], words[4], words[5]);
    }

    public void Dispose()
    {
        if (!_tshark.HasExited)
            _tshark.Kill(entireProcessTree: true);
        _tshark.WaitForExit();
        _tshark.Dispose();
    }
}
