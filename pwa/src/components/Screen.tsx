import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { goBack } from '../state/navigation';
import { common } from '../words/common';
import { IconBack } from './first-icons';
import { PersonBar } from './PersonBar';

interface ScreenProps {
  title: string;
  /** Where "back" leads when the person came from outside; without it there is no back button. */
  back?: string;
  /** In place of going back in the history: a step of a form goes to the step before. */
  onBack?: (() => void) | undefined;
  /** At the right of the top bar. */
  tools?: ComponentChildren;
  /** The screen's one clear action, kept at the lower edge. */
  action?: ComponentChildren;
  /** Replaces the plain heading (the home draws its own); the `h1` must then stand inside it. */
  hero?: ComponentChildren;
  /** Whose papers these are, where no open draft says it. */
  person?: string | null;
  children: ComponentChildren;
}

/** The frame of one screen: top bar, the name of whom it is for, heading, content, main action. */
export function Screen({ title, back, onBack, tools, action, hero, person, children }: ScreenProps) {
  const brand = common('brand');
  useEffect(() => {
    document.title = title === brand ? brand : `${title} · ${brand}`;
  }, [title, brand]);
  return (
    <>
      {hero ?? (
        <header class="top-bar">
          {back !== undefined && (
            <button class="top-bar__button" type="button" aria-label={common('back')} onClick={onBack ?? (() => goBack(back))}>
              <IconBack />
            </button>
          )}
          <h1 class="top-bar__title" tabIndex={-1}>
            {title}
          </h1>
          {tools && <div class="top-bar__tools">{tools}</div>}
        </header>
      )}
      <PersonBar of={person} />
      <main id="main" class="main" tabIndex={-1}>
        {children}
        {action && <div class="action-bar">{action}</div>}
      </main>
    </>
  );
}
