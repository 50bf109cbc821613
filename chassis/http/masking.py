"""Hidden fields at the doors: answers are sent without them, bodies that write them are refused."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response

from chassis.actors import Actor
from chassis.http.idempotency import IdempotentRoute
from chassis.masks import refuse, shape_of

JSON = "application/json"


class MaskingRoute(IdempotentRoute):
    """A route whose answers leave out what is hidden from the caller, replayed ones too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler of the route."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            response = await handle(request)
            actor: Actor | None = getattr(request.state, "actor", None)
            if actor is None or not actor.grants.masks:
                return response
            return _hidden(self.response_model, response, actor)

        return handler


def _hidden(model: Any, response: Response, actor: Actor) -> Response:
    shape = shape_of(model)
    if shape is None or response.headers.get("content-type") != JSON or not response.body:
        return response
    content = orjson.dumps(shape.hide(orjson.loads(response.body), actor.grants.masks))
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(content, response.status_code, headers, background=response.background)


async def require_unmasked_body(request: Request, actor: Actor) -> None:
    """Refuse (403) a body that writes what is hidden from the caller, before anything is compared with it."""
    field = getattr(request.scope.get("route"), "body_field", None)
    shape = shape_of(field.field_info.annotation) if field is not None else None
    if shape is None:
        return
    try:
        body = await request.json()
    except ValueError:  # it is no JSON, which is told where it is taken apart
        return
    refuse(pointer for *_, pointer in shape.places(body, actor.grants.masks))
