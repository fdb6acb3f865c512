import { TextInput } from '../../components/TextInput';
import { RadioTiles } from '../../components/Tiles';
import type { ProcedureDetail, ResultWay } from '../../domain/procedure';
import { td, ts } from '../words';
import type { Started } from './draft';

interface ResultFieldsProps {
  detail: ProcedureDetail;
  started: Started;
  tried: boolean;
  onChange: (result: Started['result']) => void;
}

export function ResultFields({ detail, started: { result }, tried, onChange }: ResultFieldsProps) {
  const ways: ResultWay[] = detail.result?.ways ?? ['desk'];
  const missing = (value: string): string | null => (tried && !value.trim() ? ts('fault.empty') : null);
  return (
    <section class="block">
      <RadioTiles label={ts('result.title')} value={result.how} onChoose={(how) => onChange({ ...result, how: how as ResultWay })} options={ways.map((how) => ({ value: how, label: td(`how.${how}`) }))} />
      {result.how === 'fetcher' && (
        <div class="form-grid form-grid--short">
          <TextInput label={ts('result.fetcher')} value={result.fetcher_name} onInput={(fetcher_name) => onChange({ ...result, fetcher_name })} maxLength={120} required error={missing(result.fetcher_name)} />
          <TextInput label={ts('result.fetcher_phone')} value={result.fetcher_phone} onInput={(fetcher_phone) => onChange({ ...result, fetcher_phone })} maxLength={20} inputMode="tel" />
        </div>
      )}
      {result.how === 'post' && <TextInput label={ts('result.address')} value={result.address} onInput={(address) => onChange({ ...result, address })} maxLength={300} long required error={missing(result.address)} />}
    </section>
  );
}

export function resultWrong({ result }: Started): boolean {
  if (result.how === 'fetcher') return !result.fetcher_name.trim();
  return result.how === 'post' && !result.address.trim();
}
