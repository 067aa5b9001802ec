"""Any order of growing, choosing, deleting, restoring and restarting against a model in plain Python."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn

T = TypeVar("T")
PLACE = st.integers(min_value=0, max_value=10_000)
ALL = 1_000


@dataclass
class Node:
    parent: int
    content: str
    deleted_with: int = 0
    visited: int = 0
    """When it was on the active branch last."""


@dataclass
class Tree:
    """What a chat is to be, with everything written out and nothing clever."""

    nodes: dict[int, Node] = field(default_factory=dict)
    head: int = 0
    time: int = 0

    def path(self, turn: int) -> list[int]:
        path = []
        while turn:
            path.append(turn)
            turn = self.nodes[turn].parent
        return path[::-1]

    def children(self, parent: int) -> list[int]:
        found = self.nodes.items()
        return sorted(turn for turn, node in found if node.parent == parent and not node.deleted_with)

    def activate(self, turn: int) -> None:
        self.time += 1
        self.head = turn
        for one in self.path(turn):
            self.nodes[one].visited = self.time

    def leaf(self, turn: int) -> int:
        """The leaf below that was active last; 0 stands for what is above the first turns."""
        while children := self.children(turn):
            turn = max(children, key=lambda child: (self.nodes[child].visited, child))
        return turn

    def add(self, turn: int, parent: int, content: str) -> None:
        deleted_with = self.nodes[parent].deleted_with if parent else 0
        self.nodes[turn] = Node(parent, content, deleted_with)
        if not deleted_with:
            self.activate(turn)

    def delete(self, turn: int) -> None:
        if self.nodes[turn].deleted_with:
            return
        for one, node in self.nodes.items():
            if turn in self.path(one) and not node.deleted_with:
                node.deleted_with = turn
        if self.nodes[self.head].deleted_with:
            self.activate(self.leaf(self.nodes[turn].parent))

    def restore(self, turn: int) -> None:
        if not self.nodes[turn].deleted_with:
            return
        for above in reversed(self.path(turn)):
            if with_ := self.nodes[above].deleted_with:
                for node in self.nodes.values():
                    node.deleted_with = 0 if node.deleted_with == with_ else node.deleted_with
        self.activate(self.leaf(turn))


class ChatMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "data" / "chats.db"
        self.tree = Tree()
        self.count = 0
        self.store = self.run(SqliteChatStore.open(self.path, lambda: 1000.0))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize()
    def start(self) -> None:
        self.chat = self.run(self.store.create_chat("tree"))
        other = self.run(self.store.create_chat("another"))
        self.run(self.store.add_turn(other, Turn(0, Role.USER, "elsewhere")))
        self.add(0)
        self.add(self.tree.head)

    def add(self, parent: int) -> None:
        self.count += 1
        role = Role.USER if len(self.tree.path(parent)) % 2 == 0 else Role.ASSISTANT
        turn = Turn(0, role, f"word{self.count}")
        self.tree.add(self.run(self.store.add_turn(self.chat, turn, parent)), parent, turn.content)

    def pick(self, place: int, *, is_active: bool = False) -> int:
        turns = self.tree.path(self.tree.head) if is_active else list(self.tree.nodes)
        return turns[place % len(turns)]

    @rule()
    def go_on(self) -> None:
        self.add(self.tree.head)

    @precondition(lambda self: self.tree.head)
    @rule(place=PLACE)
    def regenerate_or_edit(self, place: int) -> None:
        self.add(self.tree.nodes[self.pick(place, is_active=True)].parent)

    @rule(place=PLACE)
    def add_anywhere(self, place: int) -> None:
        self.add(self.pick(place))

    @rule(place=PLACE)
    def choose(self, place: int) -> None:
        turn = self.pick(place)
        if not self.tree.nodes[turn].deleted_with:
            self.run(self.store.choose_turn(turn))
            self.tree.activate(self.tree.leaf(turn))

    @precondition(lambda self: self.tree.head)
    @rule(place=PLACE)
    def delete(self, place: int) -> None:
        turn = self.pick(place, is_active=True)
        self.run(self.store.delete_turn(turn))
        self.tree.delete(turn)

    @rule(place=PLACE)
    def delete_anywhere(self, place: int) -> None:
        turn = self.pick(place)
        self.run(self.store.delete_turn(turn))
        self.tree.delete(turn)

    @rule(place=PLACE)
    def restore(self, place: int) -> None:
        gone = [turn for turn, node in self.tree.nodes.items() if node.deleted_with]
        turn = gone[place % len(gone)] if gone else self.pick(place)
        self.run(self.store.restore_turn(turn))
        self.tree.restore(turn)

    @rule()
    def reopen(self) -> None:
        self.run(self.store.aclose())
        self.store = self.run(SqliteChatStore.open(self.path, lambda: 1000.0))

    @rule(limit=st.integers(min_value=1, max_value=5))
    def read_in_pages(self, limit: int) -> None:
        page = self.run(self.store.read_chat(self.chat, limit))
        turns = page.turns
        while page.earlier:
            page = self.run(self.store.read_earlier(turns[0].id, limit))
            turns = (*page.turns, *turns)
            assert page.earlier == len(self.tree.path(self.tree.head)) - len(turns)
        assert [turn.id for turn in turns] == self.tree.path(self.tree.head)

    @invariant()
    def the_active_branch_and_its_forks_are_those_of_the_model(self) -> None:
        page = self.run(self.store.read_chat(self.chat, ALL))
        assert [turn.id for turn in page.turns] == self.tree.path(self.tree.head)
        for turn in page.turns:
            siblings = tuple(self.tree.children(self.tree.nodes[turn.id].parent))
            assert turn.siblings == (siblings if len(siblings) > 1 else ())
            assert turn.content == self.tree.nodes[turn.id].content

    def teardown(self) -> None:
        try:
            for turn, node in self.tree.nodes.items():
                self.every_message_is_reachable_or_comes_back(turn, node)
        finally:
            self.run(self.store.aclose())
            self.runner.close()
            self.folder.cleanup()

    def every_message_is_reachable_or_comes_back(self, turn: int, node: Node) -> None:
        hits = [hit.turn_id for hit in self.run(self.store.search(f'"{node.content}"'))]
        assert hits == ([] if node.deleted_with else [turn])
        if node.deleted_with:
            self.run(self.store.restore_turn(turn))
            self.tree.restore(turn)
        page = self.run(self.store.read_around(turn, ALL))
        assert (turn, node.content) in [(one.id, one.content) for one in page.turns]
        self.tree.activate(self.tree.leaf(turn))
        assert [one.id for one in page.turns] == self.tree.path(self.tree.head)


TestAnyOrderOfChanges = ChatMachine.TestCase
TestAnyOrderOfChanges.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,  # a disk that is busy with other tests is no failure
    suppress_health_check=[HealthCheck.too_slow],
)
