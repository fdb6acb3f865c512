"""At the same moment: notices, phones, an officer's cash, a withdrawal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from backend.core.model import new_id
from backend.dossiers.states import State
from backend.payments import queries
from tests.support.factories import dossiers
from tests.support.factories import payments as pay
from tests.support.factories.accounts import sender_headers
from tests.support.factories.dossiers import World
from tests.support.factories.payments import OWED

AT_ONCE = 8
ROUNDS = 4


def together(actions: Sequence[Callable[[], str]]) -> list[str]:
    """All at the same moment, each on a connection of its own."""
    start = Barrier(len(actions))

    def run(action: Callable[[], str]) -> str:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_one_notice_of_many_counts(world: World) -> None:
    """Seen failing on PostgreSQL without the lock: only the index kept it from being paid twice."""
    for _ in range(ROUNDS):
        tried = pay.chosen(world.citizen, dossiers.received(world), "vnpay")
        values = pay.signed(pay.ipn_values(tried))

        def tell(values: dict[str, str] = values) -> str:
            client = world.app.test_client()
            answer = client.get("/api/payments/vnpay/ipn", query_string=values)
            code: str = answer.get_json()["RspCode"]
            answer.close()
            return code

        codes = Counter(together([tell] * AT_ONCE))
        assert codes == {"00": 1, "02": AT_ONCE - 1}
        assert pay.account(tried.dossier_id).paid == OWED


def test_many_phones_find_one_attempt(world: World) -> None:
    headers = sender_headers(world.citizen.send_token)
    for _ in range(ROUNDS):
        dossier = dossiers.received(world)

        def choose(dossier_id: object = dossier.id) -> str:
            answer = world.app.test_client().put(
                f"/api/commands/{new_id()}",
                json={
                    "kind": "pay_intent",
                    "dossier": str(dossier_id),
                    "data": {"way": "vnpay", "quote": 1, "amount": OWED},
                },
                headers=headers,
            )
            assert answer.status_code == 200, answer.text
            attempt: str = answer.get_json()["payment"]["attempt"]
            return attempt

        assert len(set(together([choose] * AT_ONCE))) == 1


def test_a_notice_and_a_withdrawal_at_the_same_moment(world: World) -> None:
    """Whoever comes first: nothing is owed in the end, and what is too much is due back."""
    headers = sender_headers(world.citizen.send_token)
    for _ in range(ROUNDS):
        dossier = dossiers.in_state(world, State.PAYMENT_ASKED)
        tried = pay.chosen(world.citizen, dossier, "vnpay")
        values = pay.signed(pay.ipn_values(tried))

        def tell(values: dict[str, str] = values) -> str:
            answer = world.app.test_client().get("/api/payments/vnpay/ipn", query_string=values)
            answer.close()
            code: str = answer.get_json()["RspCode"]
            return code

        def withdraw(dossier_id: object = dossier.id) -> str:
            answer = world.app.test_client().put(
                f"/api/commands/{new_id()}",
                json={"kind": "withdraw", "dossier": str(dossier_id), "data": {}},
                headers=headers,
            )
            return str(answer.status_code)

        assert together([tell, withdraw]) == ["00", "200"]
        money = pay.account(dossier.id)
        assert (money.paid, money.balance) in ((OWED, 0), (OWED, -OWED))
        assert money.refund_due == -money.balance
        assert sum(case.amount for case in queries.refunds(dossier.id)) == money.refund_due
        assert dossiers.found(dossier.id).stands is State.WITHDRAWN
