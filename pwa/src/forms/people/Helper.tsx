import './people.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPeople, IconScan } from '../../components/icons';
import { later } from '../../components/later';
import type { Draft } from '../../domain/draft';
import { askedOf, asksForPerson, type Difference, type Particulars, particularsIn } from '../../domain/people';
import type { ProcedureDetail, Section } from '../../domain/procedure';
import type { Known } from '../../storage/people';
import { PickerSheet } from '../inputs/PickerSheet';
import { Consent } from './Consent';
import { Differences } from './Differences';
import { fetchCamera } from './early';
import { fillIn, takeBack, takeOther } from './filling';
import { useKnown } from './useKnown';
import { t } from './words';

const ScanSheet = later(() => import('../card/ScanSheet').then((m) => m.ScanSheet));

export interface HelperProps {
  detail: ProcedureDetail;
  draft: Draft;
  /** Without a key: the owner, on the page that asks for whom it is. */
  section: Section;
  onEdit: (change: (draft: Draft) => Draft) => void;
}

/** So many names stand on the screen; the others are found by typing. */
const SHOWN = 2;

/** Above a section about a person: scan their card, or take what was typed for them before. */
export function Helper(props: HelperProps) {
  const { detail, draft, section, onEdit } = props;
  const [scanning, setScanning] = useState(false);
  const [differences, setDifferences] = useState<Difference[]>([]);
  const [used, setUsed] = useState<Used | null>(null);
  const asked = askedOf(detail, draft.answers, section);
  const known = useKnown(props);
  const focus = useRef<HTMLDivElement>(null);
  const take = (person: Particulars, by: 'card' | 'known', said?: string): void => {
    const filling = fillIn({ asked, draft, section, person, by, said });
    onEdit(filling.change);
    setDifferences(filling.differences);
    setUsed({ by, name: person.full_name ?? t('unnamed'), keys: filling.keys });
  };
  useEffect(() => fetchCamera(detail), []);
  useEffect(() => {
    if (used) focus.current?.scrollIntoView({ block: 'nearest' });
  }, [used]);
  // A section about the same person that asks for neither name nor number only remembers.
  if (section.key && !asksForPerson(section)) return null;
  const there = particularsIn(asked, draft.answers);
  const complete = !!there.full_name && (!!there.id_number || !asked.some(({ what }) => what === 'id_number'));
  return (
    <div class="helper" ref={focus}>
      {known.lost > 0 && <Banner kind="warning" alert title={t('lost', { n: known.lost })} />}
      {used ? (
        <Done
          used={used}
          onUndo={() => {
            onEdit((now) => takeBack(now, used.keys));
            setUsed(null);
            setDifferences([]);
          }}
        />
      ) : (
        <Ways again={complete} people={complete ? [] : known.fitting} onScan={() => setScanning(true)} onTake={(person) => take(person, 'known')} />
      )}
      <Differences
        differences={differences}
        by={used?.by ?? 'card'}
        onChoose={(difference, other) => {
          if (other) onEdit((now) => takeOther(now, difference, used?.by ?? 'card', section));
          setDifferences((left) => left.filter((each) => each !== difference));
        }}
      />
      {known.ask && <Consent onDecide={known.decide} />}
      {scanning && (
        <ScanSheet
          name={section.about === 'owner' ? (draft.owner?.full_name ?? null) : null}
          address={asked.some(({ what }) => what === 'address')}
          onUse={(person: Particulars, said: string) => take(person, 'card', said)}
          onClose={() => setScanning(false)}
        />
      )}
    </div>
  );
}

interface Used {
  by: 'card' | 'known';
  name: string;
  keys: string[];
}

function Done({ used, onUndo }: { used: Used; onUndo: () => void }) {
  return (
    <Banner kind="good" title={t(used.by === 'card' ? 'from_card' : 'from_known', { name: used.name })}>
      <Button kind="quiet" onClick={onUndo}>
        {t('undo')}
      </Button>
    </Banner>
  );
}

interface WaysProps {
  /** Name and number stand already. */
  again: boolean;
  people: readonly Known[];
  onScan: () => void;
  onTake: (person: Known) => void;
}

function Ways({ again, people, onScan, onTake }: WaysProps) {
  const [picking, setPicking] = useState(false);
  return (
    <div class="helper__ways">
      <Button kind={again ? 'quiet' : 'second'} wide icon={IconScan} onClick={onScan}>
        {t(again ? 'scan_again' : 'scan')}
      </Button>
      {people.slice(0, SHOWN).map((person) => (
        <Button key={person.id} kind="second" wide icon={IconPeople} onClick={() => onTake(person)}>
          {t('reuse', { name: person.full_name ?? '' })}
        </Button>
      ))}
      {people.length > SHOWN && (
        <Button kind="quiet" onClick={() => setPicking(true)}>
          {t('others')}
        </Button>
      )}
      {picking && <Others people={people} onChoose={onTake} onClose={() => setPicking(false)} />}
    </div>
  );
}

interface OthersProps {
  people: readonly Known[];
  onChoose: (person: Known) => void;
  onClose: () => void;
}

function Others({ people, onChoose, onClose }: OthersProps) {
  return (
    <PickerSheet
      title={t('others')}
      options={people.map(({ id, full_name = '', birth_date }) => ({ value: id, label: full_name, ...(birth_date ? { note: birth_date.slice(0, 4) } : {}) }))}
      onClose={onClose}
      onChoose={(id) => {
        const person = people.find((each) => each.id === id);
        if (person) onChoose(person);
      }}
    />
  );
}
