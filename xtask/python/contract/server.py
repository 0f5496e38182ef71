"""A server that `cargo xtask contract` calls by a generated client.

It describes itself: FastAPI makes the description from the types below. What it stores is what
it understood, and `/stored` tells it as JSON that no model shaped.
"""

import argparse
import json
from collections.abc import AsyncIterable, Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union
from uuid import UUID, uuid4

import uvicorn
from fastapi import (
    Cookie,
    Depends,
    FastAPI,
    File,
    Form,
    Header,
    HTTPException,
    Query,
    Response,
    UploadFile,
)
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field

app = FastAPI(title="Automations", version="1.0.0")


class DoNothing(BaseModel):
    """Does nothing."""

    type: Literal["do-nothing"] = "do-nothing"


class RunDeployment(BaseModel):
    """Runs a deployment."""

    type: Literal["run-deployment"] = "run-deployment"
    deployment_id: Optional[UUID] = None
    parameters: Optional[dict[str, Any]] = None


class PauseDeployment(BaseModel):
    """Pauses a deployment."""

    type: Literal["pause-deployment"] = "pause-deployment"
    deployment_id: Optional[UUID] = None


Action = Union[DoNothing, RunDeployment, PauseDeployment]


class Priority(str, Enum):
    """How urgent something is."""

    LOW = "low"
    HIGH = "high"


class NewAutomation(BaseModel):
    """An automation that is to be created."""

    name: str = Field(min_length=1, max_length=20)
    description: Optional[str] = None
    priority: Priority = Priority.LOW
    actions: list[Action]
    on_failure: Optional[Action] = None
    tags: list[str] = []
    starts: Optional[datetime] = None
    ratio: Optional[float] = None


class Automation(NewAutomation):
    """An automation."""

    id: UUID
    created: datetime


class Changes(BaseModel):
    """What is to become of an automation: what is absent stays, `null` removes."""

    description: Optional[str] = None
    on_failure: Optional[Action] = None
    starts: Optional[datetime] = None


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


class Uploaded(BaseModel):
    """What arrived of an upload."""

    note: str
    priority: Optional[Priority]
    cover_length: int
    names: list[Optional[str]]
    types: list[Optional[str]]
    lengths: list[int]


class Started(BaseModel):
    """A run began."""

    kind: Literal["started"] = "started"
    action: Action


class Finished(BaseModel):
    """A run ended."""

    kind: Literal["finished"] = "finished"
    seconds: float


stored: dict[UUID, Automation] = {}
files: dict[str, bytes] = {}
MISSING: dict[Union[int, str], dict[str, Any]] = {404: {"model": Problem}}


def found(automation_id: UUID) -> Automation:
    """Returns the automation, or answers 404."""
    if automation_id not in stored:
        raise HTTPException(404, f"there is no automation {automation_id}")
    return stored[automation_id]


@app.post("/automations", status_code=201, operation_id="create_automation")
def create(new: NewAutomation) -> Automation:
    """Creates an automation."""
    automation = Automation(id=uuid4(), created=datetime.now(timezone.utc), **dict(new))
    stored[automation.id] = automation
    return automation


@app.get("/automations", operation_id="list_automations")
def listed(
    tag: Annotated[Optional[list[str]], Query()] = None,
    priority: Annotated[list[Priority], Query()] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> list[Automation]:
    """Lists the automations that have all of the tags and one of the priorities."""
    wanted = (
        automation
        for automation in stored.values()
        if set(tag or []) <= set(automation.tags)
        and (not priority or automation.priority in priority)
    )
    return list(wanted)[:limit]


@app.patch("/automations/{automation_id}", responses=MISSING, operation_id="change_automation")
def change(automation_id: UUID, changes: Changes) -> Automation:
    """Changes an automation."""
    automation = found(automation_id)
    for name in changes.model_fields_set:
        setattr(automation, name, getattr(changes, name))
    return automation


@app.delete(
    "/automations/{automation_id}",
    status_code=204,
    responses=MISSING,
    operation_id="delete_automation",
)
def delete(automation_id: UUID) -> None:
    """Deletes an automation."""
    found(automation_id)
    del stored[automation_id]


@app.post("/files", status_code=201, operation_id="upload_files")
async def upload(
    note: Annotated[str, Form()],
    cover: Annotated[bytes, File()],
    attachments: list[UploadFile],
    priority: Annotated[Optional[Priority], Form()] = None,
    icon: Optional[UploadFile] = None,
) -> Uploaded:
    """Stores files."""
    uploads = [*attachments, *([icon] if icon else [])]
    contents = [await upload.read() for upload in uploads]
    files["cover"] = cover
    files.update((upload.filename or "", content) for upload, content in zip(uploads, contents))
    return Uploaded(
        note=note,
        priority=priority,
        cover_length=len(cover),
        names=[upload.filename for upload in uploads],
        types=[upload.content_type for upload in uploads],
        lengths=[len(content) for content in contents],
    )


class Octets(Response):
    """Bytes of any kind."""

    media_type = "application/octet-stream"


@app.get(
    "/files/{name}",
    response_class=Octets,
    responses={
        200: {
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            }
        },
        **MISSING,
    },
    operation_id="download_file",
)
def download(name: str) -> Octets:
    """Returns a file."""
    if name not in files:
        raise HTTPException(404, f"there is no file {name}")
    return Octets(files[name])


@app.get(
    "/automations/{automation_id}/events",
    response_class=EventSourceResponse,
    operation_id="follow_automation",
)
async def follow(automation_id: UUID) -> AsyncIterable[Union[Started, Finished]]:
    """Tells what an automation does, as events."""
    for action in found(automation_id).actions:
        yield Started(action=action)
    yield Finished(seconds=1.0)


@app.get("/runs", operation_id="export_runs")
def export() -> Iterable[Union[Started, Finished]]:
    """Tells what all automations did, a JSON text in each line."""
    for automation in stored.values():
        for action in automation.actions:
            yield Started(action=action)
    yield Finished(seconds=0.5)


@app.get("/ticks", response_class=EventSourceResponse, operation_id="ticks")
async def ticks() -> AsyncIterable[ServerSentEvent]:
    """Counts, as events that have names and ids."""
    for number in range(3):
        yield ServerSentEvent(raw_data=str(number), event="tick", id=f"n{number}", retry=2000)


class Settings(BaseModel):
    """A form."""

    title: str
    colours: list[str] = []
    width: Optional[int] = None
    shared: bool = False


class Understood(BaseModel):
    """What arrived of everything but a body of JSON."""

    user: str
    settings: Settings
    price: Decimal
    span: timedelta
    range: tuple[int, int]
    labels: dict[str, Priority]
    x_token: list[str]
    session: Optional[str]


@app.put("/settings/{path:path}", operation_id="change_settings")
def settings(
    path: str,
    caller: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
    form: Annotated[Settings, Form()],
    price: Decimal,
    span: timedelta,
    x_token: Annotated[list[str], Header()],
    session: Annotated[Optional[str], Cookie()] = None,
) -> Understood:
    """Tells what it understood."""
    return Understood(
        user=f"{caller.scheme} {caller.credentials} {path}",
        settings=form,
        price=price,
        span=span,
        range=(1, 2),
        labels={"a b": Priority.HIGH},
        x_token=x_token,
        session=session,
    )


@app.get("/stored", include_in_schema=False)
def all_stored() -> Response:
    """Tells what is stored, past the models that answer other calls."""
    automations = [automation.model_dump(mode="json") for automation in stored.values()]
    return Response(json.dumps(automations), media_type="application/json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(app, host="127.0.0.1", port=parser.parse_args().port, log_level="warning")
