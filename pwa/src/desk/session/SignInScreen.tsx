import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconLock } from '../../components/icons';
import { LanguageSwitch } from '../../components/LanguageSwitch';
import { Sheet } from '../../components/Sheet';
import { TextInput } from '../../components/TextInput';
import { common } from '../../words/common';
import { expired, me, signIn, standing } from '../state/session';
import { t } from '../words';

export function SignInScreen() {
  return (
    <div class="entry">
      <header class="entry__head">
        <p class="entry__brand">{common('brand')}</p>
        <h1 class="entry__title">{t('sign_in.title')}</h1>
        <p>{t('sign_in.who')}</p>
      </header>
      <main class="entry__card">
        {standing.value === 'not_staff' && <Banner kind="warning">{t('sign_in.not_staff')}</Banner>}
        <SignInForm />
        <p class="soft small">{t('sign_in.never')}</p>
      </main>
      <footer class="entry__foot">
        <LanguageSwitch />
        <a href="/">{t('sign_in.citizens')}</a>
      </footer>
    </div>
  );
}

/** Over whatever lies on the screen; nothing under it is lost. */
export function SignInAgain() {
  return (
    <Sheet title={t('expired.title')} onClose={() => (expired.value = false)}>
      <Banner kind="info">{t('expired.text')}</Banner>
      <SignInForm login={me.value?.person.full_name} />
    </Sheet>
  );
}

function SignInForm({ login: who }: { login?: string }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (!login.trim() || !password || !/^\d{6}$/.test(code.replace(/\s/g, ''))) {
      setFault(t('errors.sign_in_empty'));
      return;
    }
    setBusy(true);
    setFault(null);
    const answer = await signIn(login.trim(), password, code.replace(/\s/g, ''));
    setBusy(false);
    if (answer.kind === 'ok') return;
    // A code is good once only: the next one has to be typed anyway.
    setCode('');
    setFault(answer.kind === 'problem' ? answer.problem.title : t('errors.no_link'));
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {who && <p>{t('expired.who', { name: who })}</p>}
      <div role="alert">{fault && <Banner kind="bad">{fault}</Banner>}</div>
      <TextInput label={t('sign_in.login')} value={login} onInput={setLogin} autocomplete="username" maxLength={60} required />
      <TextInput label={t('sign_in.password')} value={password} onInput={setPassword} type="password" autocomplete="current-password" maxLength={200} required />
      <TextInput label={t('sign_in.code')} help={t('sign_in.code_help')} value={code} onInput={setCode} inputMode="numeric" autocomplete="one-time-code" maxLength={7} spaced required />
      <Button type="submit" icon={IconLock} busy={busy} wide>
        {t('sign_in.go')}
      </Button>
    </form>
  );
}
