using Google.Api;
using Google.Protobuf.Reflection;

namespace PceServer.Admin.Http;

/// <summary>One HTTP method of the API as its definition has it: verb, path (with its <c>{parts}</c>), and the message that body, path and query fill.</summary>
internal sealed record ApiMethod(string Verb, string Path, MessageDescriptor Input, string Body)
{
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        .. new[]
            {
                V1.SessionsReflection.Descriptor, V1.LspsReflection.Descriptor, V1.TopologyReflection.Descriptor, V1.BgpReflection.Descriptor,
                V1.PathsReflection.Descriptor, V1.VerificationReflection.Descriptor, V1.EventsReflection.Descriptor,
            }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Select(method => Of(method.GetOptions().GetExtension(AnnotationsExtensions.Http), method.InputType)),
    ];

    /// <summary>Fields that a query may set: those that neither path nor body do.</summary>
    public IEnumerable<FieldDescriptor> QueryFields =>
        Body == "*" ? [] : Input.Fields.InDeclarationOrder().Where(f => f.Name != Body && !Path.Contains($"{{{f.Name}", StringComparison.Ordinal));

    private static ApiMethod Of(HttpRule rule, MessageDescriptor input) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => new ApiMethod("GET", rule.Get, input, rule.Body),
        HttpRule.PatternOneofCase.Put => new ApiMethod("PUT", rule.Put, input, rule.Body),
        HttpRule.PatternOneofCase.Post => new ApiMethod("POST", rule.Post, input, rule.Body),
        _ => throw new InvalidOperationException($"{input.FullName} comes by {rule.PatternCase}, which this API does not use"),
    };
}
