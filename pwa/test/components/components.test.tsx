import { type ComponentChildren, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PinPad } from '../../src/components/PinPad';
import { StateBadge } from '../../src/components/StateBadge';
import { TextInput } from '../../src/components/TextInput';
import { RadioTiles } from '../../src/components/Tiles';
import { nextPlace } from '../../src/screens/sign-in/SignInScreen';

let root: HTMLElement;
const show = (what: ComponentChildren) => render(what, root);

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
});

afterEach(() => {
  render(null, root);
  root.remove();
});

describe('a question', () => {
  it('ties its label, help and error to the control', () => {
    show(<TextInput label="Họ và tên" help="Như trong căn cước." error="Hãy ghi tên." value="" onInput={() => undefined} required />);
    const input = root.querySelector('input');
    expect(root.querySelector('label')?.htmlFor).toBe(input?.id);
    const described = (input?.getAttribute('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(['Như trong căn cước.', 'Hãy ghi tên.']);
    expect(input?.getAttribute('aria-invalid')).toBe('true');
  });

  it('hides its control once somebody says that they do not know', () => {
    const toggle = vi.fn();
    show(<TextInput label="Số" value="" onInput={() => undefined} unknown={{ label: 'Tôi không biết', on: true, onToggle: toggle }} />);
    expect(root.querySelector('.input')).toBeNull();
    root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    expect(toggle).toHaveBeenCalledWith(false);
  });

  it('answers with the tile that was hit', () => {
    const chosen = vi.fn();
    show(<RadioTiles label="Ai?" options={[{ value: 'me', label: 'Tôi' }, { value: 'you', label: 'Bạn' }]} value="me" onChoose={chosen} />);
    root.querySelectorAll<HTMLInputElement>('input')[1]?.click();
    expect(chosen).toHaveBeenCalledWith('you');
    expect(root.querySelector('legend')?.textContent).toBe('Ai?');
  });
});

it('names a state in words, beside its colour and icon', () => {
  show(<StateBadge state="5" />);
  expect(root.textContent).toContain('Cần bổ sung giấy tờ');
  expect(root.querySelector('svg')).not.toBeNull();
});

it('collects four pictures in order and then takes no more', () => {
  let chosen: number[] = [];
  const draw = () => show(<PinPad chosen={chosen} onChange={(next) => { chosen = next; draw(); }} />);
  draw();
  for (const place of [3, 3, 11, 0, 5]) root.querySelectorAll<HTMLButtonElement>('.pin__all button')[place]?.click();
  expect(chosen).toEqual([3, 3, 11, 0]);
});

describe('where a sign-in leads', () => {
  it.each([
    ['/ho-so/1', '/ho-so/1'],
    [undefined, '/'],
    ['https://example.org', '/'],
    ['//example.org', '/'],
    ['/\\example.org', '/'],
  ])('%s', (asked, place) => expect(nextPlace(asked)).toBe(place));
});
