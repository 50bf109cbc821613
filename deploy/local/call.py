"""Ask a running service over gRPC; which methods there are is learned by reflection.

    .venv/bin/python -m deploy.local.call customer
    .venv/bin/python -m deploy.local.call customer Search '{"q": "朗月", "page_size": 3}'

It calls with the gateway's key from `.data/secrets`, for the person whose access token is in CRM_TOKEN;
without one, as the gateway itself, which may ask what services ask of each other.
"""

import os
import sys
from typing import Any

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from chassis.tokens import ServiceTokens
from deploy.local import credentials
from deploy.local.folders import data_folder, read_run

CALLER = "gateway"
SECONDS = 5.0


def main(service: str, method: str = "", question: str = "{}") -> None:
    """Print the answer as JSON, or the methods."""
    addresses = read_run(data_folder()).get("addresses", {}).get("grpc", {})
    if service not in addresses:
        sys.exit(f"{service} is not running. These are: {', '.join(addresses) or 'none'}")
    with grpc.insecure_channel(addresses[service]) as channel:
        found = _methods(channel)
        if method not in found:
            sys.exit("\n".join(found))
        try:
            print(_ask(channel, service, found[method], question))
        except grpc.RpcError as error:
            sys.exit(f"{error.code().name}: {error.details()}")
        except json_format.ParseError as error:
            sys.exit(str(error))


def _methods(channel: grpc.Channel) -> dict[str, Any]:
    """Descriptors of the methods of our own services, by name."""
    reflection: Any = ProtoReflectionDescriptorDatabase(channel)
    pool: Any = DescriptorPool(reflection)
    own = [name for name in reflection.get_services() if name.startswith("crm.")]
    return {one.name: one for name in own for one in pool.FindServiceByName(name).methods}


def _ask(channel: grpc.Channel, service: str, method: Any, question: str) -> str:
    asked = message_factory.GetMessageClass(method.input_type)
    answered = message_factory.GetMessageClass(method.output_type)
    call = channel.unary_unary(
        f"/{method.containing_service.full_name}/{method.name}",
        request_serializer=asked.SerializeToString,
        response_deserializer=answered.FromString,
    )
    key = credentials.private_key(data_folder() / "secrets", CALLER)
    signed = ServiceTokens(CALLER, key, {}).sign(service)
    metadata: list[tuple[str, str | bytes]] = [("authorization", f"Bearer {signed}")]
    if token := os.environ.get("CRM_TOKEN"):
        metadata.append(("x-user-token", token))
    answer = call(json_format.Parse(question, asked()), timeout=SECONDS, metadata=tuple(metadata))
    return str(json_format.MessageToJson(answer, ensure_ascii=False))


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
