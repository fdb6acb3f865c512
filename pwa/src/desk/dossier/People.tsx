import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { PinPictures } from '../../components/PinPad';
import { Sheet } from '../../components/Sheet';
import type { Person } from '../../domain/draft';
import { showDate, clockTime } from '../../domain/dates';
import { showPhone } from '../../domain/phones';
import { resetPin } from '../api/desk';
import type { DeskDossier } from '../api/types';
import { type DossierKey, td } from '../words';
import { LostPhone } from './LostPhone';
import { Sender, Verification } from './Sender';

export function People({ dossier }: { dossier: DeskDossier }) {
  const { owner, subject } = dossier.people ?? {};
  return (
    <section class="block">
      <h2 class="block__title">{td('people.title')}</h2>
      <Sender dossier={dossier} />
      <dl class="answers">
        {owner && <PersonLine word={td('people.owner')} person={owner} />}
        {subject && <PersonLine word={td('people.subject')} person={subject} />}
        {dossier.relation && (
          <div class="answers__line">
            <dt>{td('people.relation')}</dt>
            <dd>
              {dossier.relation !== 'self' && dossier.submitter_name && `${dossier.submitter_name} · `}
              {td(`relation.${dossier.relation}` as DossierKey)}
            </dd>
          </div>
        )}
        <Verification dossier={dossier} />
        <div class="answers__line">
          <dt>{td('people.channel')}</dt>
          <dd>{td(dossier.channel === 'desk' ? 'channel.desk' : 'channel.online')}</dd>
        </div>
      </dl>
      {/* A phone never signed in has no pictures to forget. */}
      {!dossier.sender && <PinReset person={dossier.submitter_id} />}
      <LostPhone person={dossier.submitter_id} />
    </section>
  );
}

function PersonLine({ word, person }: { word: string; person: Partial<Person> }) {
  return (
    <div class="answers__line">
      <dt>{word}</dt>
      <dd>
        {person.full_name}
        {person.birth && ` · ${showDate(person.birth)}`}
        {person.id_number && ` · ${person.id_number}`}
        {person.phone && (
          <>
            {' · '}
            <a href={`tel:${person.phone}`}>{showPhone(person.phone)}</a>
          </>
        )}
      </dd>
    </div>
  );
}

/** For a person who stands here and forgot the pictures: four new ones, good once. */
function PinReset({ person }: { person: string }) {
  const [asked, setAsked] = useState(false);
  const [fresh, setFresh] = useState<{ pictures: number[]; expires_at: string } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const reset = async (): Promise<void> => {
    const answer = await resetPin(person);
    if (answer.kind === 'ok') setFresh(answer.body);
    else setFault(answer.kind === 'problem' ? answer.problem.title : td('errors.no_link'));
  };
  const close = (): void => {
    setAsked(false);
    setFresh(null);
    setFault(null);
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {td('pin.open')}
      </Button>
      {asked && (
        <Sheet title={td('pin.title')} onClose={close} actions={fresh ? <Button onClick={close}>{td('pin.done')}</Button> : <Button onClick={() => void reset()}>{td('pin.go')}</Button>}>
          {fault && <Banner kind="bad">{fault}</Banner>}
          {fresh ? (
            <>
              <p>{td('pin.show', { time: clockTime(fresh.expires_at) })}</p>
              <PinPictures chosen={fresh.pictures} />
            </>
          ) : (
            <p>{td('pin.text')}</p>
          )}
        </Sheet>
      )}
    </>
  );
}
