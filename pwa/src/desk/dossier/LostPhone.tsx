import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Sheet } from '../../components/Sheet';
import { loseDevices } from '../api/desk';
import { td } from '../words';

/** "Máy bị mất", for a person who has no other phone to say it on. */
export function LostPhone({ person }: { person: string }) {
  const [asked, setAsked] = useState(false);
  const [shut, setShut] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const lose = async (): Promise<void> => {
    const answer = await loseDevices(person);
    if (answer.kind === 'ok') setShut(answer.body.devices);
    else setFault(answer.kind === 'problem' ? answer.problem.title : td('errors.no_link'));
  };
  const close = (): void => {
    setAsked(false);
    setShut(null);
    setFault(null);
  };
  const done = shut !== null;
  return (
    <>
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {td('lost.open')}
      </Button>
      {asked && (
        <Sheet
          title={td('lost.open')}
          onClose={close}
          actions={
            <Button kind={done ? 'primary' : 'danger'} onClick={() => (done ? close() : void lose())}>
              {td(done ? 'pin.done' : 'lost.go')}
            </Button>
          }
        >
          {fault && (
            <Banner kind="bad" alert>
              {fault}
            </Banner>
          )}
          <p>{done ? td('lost.done', { n: shut }) : td('lost.text')}</p>
        </Sheet>
      )}
    </>
  );
}
