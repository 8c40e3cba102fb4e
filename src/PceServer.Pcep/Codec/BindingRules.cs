namespace PceServer.Pcep;

/// <summary>What must hold of the bindings of one LSP: one that does not rejects the whole message (RFC 9604 §5).</summary>
internal static class BindingRules
{
    private const uint FirstOrdinaryLabel = 16;

    public static ProtocolFault? Check(LspObject lsp)
    {
        for (var i = 0; i < lsp.Tlvs.Count; i++)
        {
            if (lsp.Tlvs[i] is not TePathBinding binding)
                continue;
            if (binding.Label is < FirstOrdinaryLabel)
                return new ProtocolFault(PcepErrors.BadLabel, FaultScope.Message, $"binding label {binding.Label} is reserved");
            for (var j = 0; j < i; j++)
            {
                if (lsp.Tlvs[j] is TePathBinding other && IsSameValueOfAnotherType(binding, other))
                    return new ProtocolFault(PcepErrors.InconsistentBindingTypes, FaultScope.Message, "one binding value with two binding types");
            }
        }
        return null;
    }

    private static bool IsSameValueOfAnotherType(TePathBinding one, TePathBinding other) => one.BindingType != other.BindingType
        && ((one.Label is { } label && label == other.Label) || (one.Sid is { } sid && sid == other.Sid));
}
