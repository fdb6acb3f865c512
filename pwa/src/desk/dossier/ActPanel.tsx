import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconBack } from '../../components/icons';
import type { Action, DeskDossier } from '../api/types';
import { actsOf } from '../logic/acts';
import { deskState } from '../parts/states';
import { formName, sendAct } from '../state/acts';
import { forget, kept } from '../state/kept';
import { ta } from '../words';
import { AcceptForm } from './forms/AcceptForm';
import { ApologyForm } from './forms/ApologyForm';
import { FinishForm } from './forms/FinishForm';
import { HandOverForm } from './forms/HandOverForm';
import { PaymentForm } from './forms/PaymentForm';
import { PlainForm } from './forms/PlainForm';
import { ReasonForm } from './forms/ReasonForm';
import { SupplementForm } from './forms/SupplementForm';
import { focusPages } from './judging';
import { showForm } from './shown-form';

export interface ActFormProps {
  dossier: DeskDossier;
  action: Action;
  /** Gives the act to the queue: it leaves after the seconds for undoing. */
  onSend: (data: Record<string, unknown>) => void;
}

/** The form of one act, beside the pages, so that they can still be read while writing. */
export function ActPanel({ dossier, action }: { dossier: DeskDossier; action: Action }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) showForm(null);
    };
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', press);
      // The pressed button is gone with the form: the focus goes back to where the keys work.
      focusPages();
    };
  }, []);
  const send = (data: Record<string, unknown>): void => {
    sendAct({ dossier: dossier.id, title: dossier.slip ?? dossier.owner_name, version: dossier.version, action, data });
    showForm(null);
  };
  return (
    <section class="case__scroll act">
      <button type="button" class="act__back" onClick={() => showForm(null)}>
        <IconBack /> {ta('back')}
      </button>
      <h2 class="act__title" tabIndex={-1} ref={title}>
        {ta(`act.${action}`)}
      </h2>
      {actsOf(dossier).includes(action) ? (
        <Form dossier={dossier} action={action} onSend={send} />
      ) : (
        <NoLonger dossier={dossier} action={action} />
      )}
    </section>
  );
}

/** After somebody was first: the act is not possible any more, and its text can still be copied. */
function NoLonger({ dossier, action }: Omit<ActFormProps, 'onSend'>) {
  const typed = kept<unknown>(formName(dossier.id, action));
  const text = typeof typed === 'string' ? typed : ((typed as { reason?: string } | null)?.reason ?? '');
  return (
    <>
      <Banner kind="warning" title={ta('no_longer.title')}>
        {ta('no_longer.text', { state: deskState(dossier.state) })}
      </Banner>
      {text && (
        <>
          <p class="field__label">{ta('no_longer.typed')}</p>
          <p class="help__need">{text}</p>
        </>
      )}
      <div class="row">
        <Button kind="second" onClick={() => showForm(null)}>
          {ta('back')}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            forget(formName(dossier.id, action));
            showForm(null);
          }}
        >
          {ta('no_longer.forget')}
        </Button>
      </div>
    </>
  );
}

function Form(props: ActFormProps) {
  switch (props.action) {
    case 'accept':
      return <AcceptForm {...props} />;
    case 'request_supplement':
      return <SupplementForm {...props} />;
    case 'apologise':
      return <ApologyForm {...props} />;
    case 'finish':
      return <FinishForm {...props} />;
    case 'hand_over':
      return <HandOverForm {...props} />;
    case 'require_payment':
      return <PaymentForm {...props} />;
    case 'start':
    case 'confirm_payment':
    case 'end_sharing':
      return <PlainForm {...props} />;
    case 'refuse':
    case 'stop':
    case 'resume':
    case 'close':
    case 'correct':
      return <ReasonForm {...props} />;
  }
}
