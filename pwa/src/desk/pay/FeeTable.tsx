import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { showDate, today } from '../../domain/dates';
import { catalogue, loadCatalogue } from '../../state/catalogue';
import { say } from '../state/dossier';
import { getFees } from './api';
import { EndForm } from './EndForm';
import { sum } from './parts';
import { RateForm } from './RateForm';
import { ratesByRule, type RuleRates } from './sums';
import type { FeeRate, FeeTable as Table, OpenFee } from './types';
import { NotLoaded, useLoaded } from './useLoaded';
import { tp } from './words';

/** The commune's own rates, for the administrator: what has none yet first, then what holds, comes and was. */
export function FeeTable() {
  const loaded = useLoaded(getFees, '');
  useEffect(() => void loadCatalogue(), []);
  const { value } = loaded;
  const taken = (after: Table): void => {
    loaded.set(after);
    say({ key: 'said.saved' });
  };
  return (
    <section class="block settings__wide" aria-label={tp('table')}>
      <h2 class="block__title">{tp('table')}</h2>
      <p class="soft">{tp('table.about')}</p>
      <NotLoaded of={loaded} />
      {value && (
        <>
          <Open open={value.open} onDone={taken} />
          {ratesByRule(value.rates, today(Date.now())).map((rule) => (
            <Rule key={`${rule.procedure} ${rule.key}`} rule={rule} onDone={taken} />
          ))}
        </>
      )}
    </section>
  );
}

function Open({ open, onDone }: { open: OpenFee[]; onDone: (after: Table) => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (!open.length) return <Banner kind="good">{tp('table.complete')}</Banner>;
  return (
    <>
      <h3>{tp('table.open', { n: open.length })}</h3>
      <ul class="rates">
        {open.map((fee) => {
          const name = `${fee.procedure} ${fee.key}`;
          const close = (): void => setChosen(null);
          return (
            <li key={name}>
              <div class="money__line">
                <span class="rates__name">
                  <strong>{fee.procedure_name}</strong>
                  <span class="soft small">
                    {fee.procedure} {fee.name && `· ${fee.name}`}
                  </span>
                </span>
                {chosen !== name && (
                  <Button kind="second" onClick={() => setChosen(name)}>
                    {tp('table.set')}
                  </Button>
                )}
              </div>
              {chosen === name && (
                <RateForm
                  procedure={fee.procedure}
                  rule={fee.key}
                  onClose={close}
                  onDone={(after) => {
                    close();
                    onDone(after);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Rule({ rule, onDone }: { rule: RuleRates; onDone: (after: Table) => void }) {
  const [form, setForm] = useState<'set' | 'end' | null>(null);
  const close = (): void => setForm(null);
  const done = (after: Table): void => {
    close();
    onDone(after);
  };
  const name = catalogue.value?.entries.find((entry) => entry.code === rule.procedure)?.short_name ?? rule.procedure;
  return (
    <div class="rates__rule">
      <div class="money__line">
        <span class="rates__name">
          <strong>{name}</strong>
          <span class="soft small">
            {rule.procedure} {rule.key !== 'fee' && `· ${rule.key}`}
          </span>
        </span>
        {!form && (
          <span class="row">
            <Button kind="second" onClick={() => setForm('set')}>
              {tp('table.new')}
            </Button>
            {rule.now && (
              <Button kind="quiet" onClick={() => setForm('end')}>
                {tp('table.end')}
              </Button>
            )}
          </span>
        )}
      </div>
      {rule.now ? <Rate rate={rule.now} word={tp('table.now')} /> : <p class="soft">{tp('table.none_now')}</p>}
      {rule.later.map((rate) => (
        <Rate key={rate.id} rate={rate} word={tp('table.later')} />
      ))}
      {form === 'set' && <RateForm procedure={rule.procedure} rule={rule.key} onClose={close} onDone={done} />}
      {form === 'end' && rule.now && <EndForm rate={rule.now} onClose={close} onDone={done} />}
      {rule.former.length > 0 && (
        <details class="fold">
          <summary>{tp('table.former', { n: rule.former.length })}</summary>
          {rule.former.map((rate) => (
            <Rate key={rate.id} rate={rate} word={tp('table.was')} />
          ))}
        </details>
      )}
    </div>
  );
}

function Rate({ rate, word }: { rate: FeeRate; word: string }) {
  const until = rate.effective_to ? tp('table.until', { day: showDate(rate.effective_to) }) : tp('table.no_end');
  return (
    <p class="rates__rate">
      <strong>
        {word}: {sum(rate.amount)}
      </strong>
      {rate.online !== null && ` · ${tp('table.online', { sum: sum(rate.online) })}`}
      {` · ${tp('table.from', { day: showDate(rate.effective_from) })}, ${until} · ${rate.basis}`}
    </p>
  );
}
