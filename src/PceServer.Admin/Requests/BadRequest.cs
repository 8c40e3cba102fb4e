using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PceServer.Admin.Http;

namespace PceServer.Admin.Requests;

/// <summary>Gathers what is wrong with a request, so that one answer names it all.</summary>
internal sealed class BadRequest
{
    private readonly List<FieldError> _errors = [];

    public bool IsClean => _errors.Count == 0;

    public void Add(string field, string rule) => _errors.Add(new FieldError(field, rule));

    public void ThrowIfAny()
    {
        if (!IsClean)
            throw ToException();
    }

    public RpcException ToException()
    {
        var detail = new Google.Rpc.BadRequest();
        detail.FieldViolations.Add(_errors.Select(e => new Google.Rpc.BadRequest.Types.FieldViolation { Field = e.Field, Description = e.Rule }));
        var message = string.Join("; ", _errors);
        var status = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = message, Details = { Any.Pack(detail) } };
        return new RpcException(
            new Status(StatusCode.InvalidArgument, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
