import { useEffect, useMemo, useState } from 'preact/hooks';
import { Field } from '../../components/Field';
import { IconNext } from '../../components/icons';
import { TextInput } from '../../components/TextInput';
import type { Answer, PlaceAnswer } from '../../domain/answers';
import { isObject } from '../../domain/receipt';
import { openDraft } from '../../state/open-draft';
import { agencies, type Commune, communeOf, communes, communesFault, loadAgencies, loadCommunes } from '../../state/places';
import { formWords as t } from '../words';
import { withoutRequired } from './choices';
import { PickerSheet } from './PickerSheet';
import type { InputProps } from './shared';

/** Province and commune from the offline list, then the hamlet; or an old or foreign address in words. */
export function Address({ field, value, onChange, shell }: InputProps) {
  useEffect(() => {
    void loadCommunes();
    if (!agencies.peek()) void loadAgencies();
  }, []);
  const free = freeText(value);
  const place = free === null && isObject(value) ? (value as unknown as PlaceAnswer) : null;
  const detailed = field.type === 'address';
  return (
    <Field {...shell} group>
      {() => (
        <div class="f-stack">
          {free === null && (
            <>
              <CommuneButton
                value={place}
                onChoose={({ code, province }) =>
                  onChange({ ...(place?.detail ? { detail: place.detail } : {}), province, commune: code })
                }
              />
              {detailed && (
                <TextInput
                  label={t('place.detail')}
                  value={place?.detail ?? ''}
                  maxLength={300}
                  onInput={(detail) => onChange(withDetail(place, detail))}
                />
              )}
            </>
          )}
          {free !== null && (
            <TextInput
              label={t('place.text')}
              long
              maxLength={300}
              value={free}
              onInput={(text) => onChange({ text })}
            />
          )}
          <label class="field__unknown">
            <input
              type="checkbox"
              checked={free !== null}
              onChange={(event) => onChange(event.currentTarget.checked ? { text: '' } : undefined)}
            />
            <span>{t('place.free')}</span>
          </label>
        </div>
      )}
    </Field>
  );
}

interface CommuneButtonProps {
  value: { province: string; commune: string } | null;
  onChoose: (commune: Commune) => void;
}

function CommuneButton({ value, onChoose }: CommuneButtonProps) {
  const [open, setOpen] = useState(false);
  const list = communes.value;
  const near = agencies.value?.find(({ code }) => code === openDraft.value?.agency)?.commune_code;
  const options = useMemo(
    () =>
      nearestFirst(list ?? [], near).map((commune) => ({
        value: commune.code,
        label: t(`kind.${commune.kind}`, { name: commune.name }),
        note: commune.province_name,
        folded: commune.folded,
      })),
    [list, near],
  );
  const chosen = value?.commune ? communeOf(value.commune) : undefined;
  const shown = chosen ? communeName(chosen) : t(list ? 'place.pick' : 'place.loading');
  if (communesFault.value && !list) return <p class="f-note">{t('place.fault')}</p>;
  return (
    <Field label={t('place.commune')}>
      {(aria) => (
        <>
          <button
            {...withoutRequired(aria)}
            type="button"
            class="input f-pick"
            aria-label={`${t('place.commune')}: ${shown}`}
            disabled={!list}
            onClick={() => setOpen(true)}
          >
            <span class={chosen ? '' : 'f-pick__none'}>{shown}</span>
            <IconNext class="f-pick__arrow" />
          </button>
          {open && (
            <PickerSheet
              title={t('place.commune')}
              searchLabel={t('place.search')}
              options={options}
              onClose={() => setOpen(false)}
              onChoose={(code) => {
                setOpen(false);
                const commune = communeOf(code);
                if (commune) onChoose(commune);
              }}
            />
          )}
        </>
      )}
    </Field>
  );
}

/** Most people live where they file: that commune, then its province, then all others as they stand. */
export function nearestFirst(list: readonly Commune[], near: string | undefined): readonly Commune[] {
  const province = list.find(({ code }) => code === near)?.province;
  if (province === undefined) return list;
  const distance = (commune: Commune): number => (commune.code === near ? 0 : commune.province === province ? 1 : 2);
  return [...list].sort((one, other) => distance(one) - distance(other));
}

export function communeName(commune: Commune): string {
  return `${t(`kind.${commune.kind}`, { name: commune.name })}, ${commune.province_name}`;
}

export function freeText(value: Answer | undefined): string | null {
  return isObject(value) && typeof value.text === 'string' ? value.text : null;
}

function withDetail(place: PlaceAnswer | null, detail: string): PlaceAnswer | undefined {
  const base = { province: place?.province ?? '', commune: place?.commune ?? '' };
  if (detail.trim() !== '') return { ...base, detail };
  return base.commune ? base : undefined;
}
