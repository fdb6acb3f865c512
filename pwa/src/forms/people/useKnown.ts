import { useEffect, useRef, useState } from 'preact/hooks';
import { askedOf, isSomebody, particularsIn, same } from '../../domain/people';
import { account } from '../../state/shelf';
import { allPeople, decideToRemember, type Known, mayRemember, rememberPerson } from '../../storage/people';
import { consentWords } from './Consent';
import type { HelperProps } from './Helper';

interface KnownPeople {
  /** Those who may be meant, the likeliest first; nobody else once the person is named. */
  fitting: Known[];
  lost: number;
  /** Somebody could be remembered, and nobody was asked yet. */
  ask: boolean;
  decide: (agreed: boolean) => void;
}

/** People known on this phone; whoever was filled in is remembered when the section is left. */
export function useKnown(props: HelperProps): KnownPeople {
  const { detail, draft, section } = props;
  const id = account.value?.id ?? null;
  const [known, setKnown] = useState<{ people: Known[]; lost: number }>({ people: [], lost: 0 });
  const [allowed, setAllowed] = useState<boolean | null | undefined>();
  const latest = useRef({ props, id });
  latest.current = { props, id };
  useEffect(() => {
    if (!id) return;
    // A browser that keeps no keys remembers nobody; the form does not need it.
    void mayRemember(id).then(setAllowed, () => setAllowed(false));
    void allPeople(id).then(setKnown, () => undefined);
  }, [id]);
  useEffect(() => () => void remember(latest.current).catch(() => undefined), []);
  const asked = askedOf(detail, draft.answers, section);
  const now = particularsIn(asked, draft.answers);
  const name = section.about === 'owner' ? (draft.owner?.full_name ?? now.full_name) : now.full_name;
  return {
    fitting: known.people.filter((each) => !name?.trim() || same(each.full_name, name.trim())),
    lost: known.lost,
    ask: !!id && allowed === null && isSomebody(now),
    decide: (agreed) => {
      setAllowed(agreed);
      if (id) void decideToRemember(id, agreed, consentWords(), Date.now()).catch(() => setAllowed(false));
    },
  };
}

/** By the draft as it is when the section is left, whatever is on the screen by then. */
async function remember({ props, id }: { props: HelperProps; id: string | null }): Promise<void> {
  const { detail, draft, section } = props;
  const person = particularsIn(askedOf(detail, draft.answers, section), draft.answers);
  if (id && isSomebody(person)) await rememberPerson(id, person, Date.now());
}
