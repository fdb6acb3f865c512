import { describe, expect, it } from 'vitest';
import { judge, type Judged } from '../../src/capture/judge';
import { measure } from '../../src/capture/judge/features';
import { WHOLE, type Pixels, type Quad } from '../../src/capture/protocol';
import { blurred, chance, changed, grained, printed, quartered, shaken } from './printed';

/** The page fills most of a picture, or `quad` says where it lies. */
function faults(page: Pixels, more: Partial<Judged> = {}) {
  const inside: Quad = [
    { x: 0.05, y: 0.05 },
    { x: 0.95, y: 0.05 },
    { x: 0.95, y: 0.95 },
    { x: 0.05, y: 0.95 },
  ];
  const picture = { width: page.width / 0.9, height: page.height / 0.9 };
  return judge({ picture, quad: inside, page, kind: 'page', ...more });
}
const kinds = (page: Pixels, more?: Partial<Judged>) => faults(page, more).map(({ kind }) => kind);

describe('an ordinary page', () => {
  it('has no fault: full, half empty, in yellow light, in shadow, a little soft', () => {
    expect(kinds(printed())).toEqual([]);
    expect(kinds(printed({ filled: 0.3 }))).toEqual([]);
    expect(kinds(changed(printed(), (light, x) => light * (x < 0.4 ? 0.55 : 1)))).toEqual([]);
    expect(kinds(blurred(printed(), 0.8))).toEqual([]);
    expect(kinds(grained(printed(), 5))).toEqual([]);
  });
});

// Seen failing with the darkest tenth for `stain`, and with `half` in the place of `halo` and `core`.
it('measures how deep strokes are, and what noise in a part of the page looks like ink', () => {
  const whole: Quad = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }];
  const of = (page: Pixels) => measure(page, whole, page);
  const random = chance(3);
  const page = printed(), sharp = of(page), soft = blurred(page, 5);
  // Steam on the lens: what is sharp has a pale glow around it.
  const glow = of({ ...page, data: page.data.map((light, i) => 0.5 * light + 0.5 * soft.data[i]!) });
  const shaded = of(changed(printed({ filled: 0.5 }), (light, _, y) => light + (y > 0.8 ? (random() - 0.5) * 40 : 0)));
  expect(of(blurred(page, 2.5)).core).toBeLessThan(0.9 * sharp.core);
  expect(glow.halo).toBeGreaterThan(1.1 * sharp.halo);
  expect(shaded.noise).toBeLessThan(1.1 * sharp.noise);
  expect(shaded.stain).toBeGreaterThan(1.3 * sharp.stain);
});

// Seen failing with the middle of all letters in the place of the softest: nothing told a soft end from a soft page.
it('measures how much softer the letters of one end are', () => {
  const whole: Quad = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }];
  const softer = (page: Pixels) => measure(page, whole, page).softer;
  const page = printed(), soft = blurred(page, 3);
  const end = (from: number) => ({ ...page, data: page.data.map((light, i) => (i / page.data.length > from ? soft.data[i]! : light)) });
  expect(softer(page)).toBeGreaterThan(-0.5);
  expect(softer(soft)).toBeGreaterThan(-0.5);
  expect(softer(end(0.7))).toBeLessThan(-0.8);
  expect(softer(printed({ filled: 0.05 }))).toBe(0);
});

// Each was seen failing when its rule was taken out of `judge`.
describe('a spoilt page', () => {
  it('is blurred: out of focus or shaken', () => {
    expect(kinds(grained(blurred(printed(), 5), 3))).toEqual(['blurred']);
    expect(kinds(grained(shaken(printed(), 15), 3))).toContain('blurred');
  });

  it('is dark: nothing but noise, or black', () => {
    const random = chance(5);
    expect(kinds(changed(printed(), (light) => light * 0.25 + (random() - 0.5) * 90))).toEqual(['dark']);
    expect(kinds(changed(printed(), (light) => light * 0.03))).toEqual(['dark']);
  });

  it('has a glare that swallows lines, but not one beside the print', () => {
    const lamp = (cx: number, cy: number, wide = 0.14) => (light: number, x: number, y: number) => light + 600 / (1 + Math.exp((Math.hypot(x - cx, (y - cy) * 1.41) - wide) * 60));
    expect(kinds(changed(printed({ paper: 185 }), lamp(0.5, 0.4)))).toEqual(['glare']);
    // A few words of it: one in eighty of its tiles.
    expect(kinds(changed(printed({ paper: 185 }), lamp(0.5, 0.4, 0.03)))).toEqual(['glare']);
    expect(kinds(changed(printed({ paper: 185, filled: 0.3 }), lamp(0.5, 0.75)))).toEqual([]);
    // All of its left side, to the page's border: lines end where the light begins.
    expect(kinds(changed(printed({ paper: 185 }), (light, x) => light + 600 / (1 + Math.exp((x - 0.4) * 400))))).toEqual(['glare']);
    // As light, and nothing was written there.
    expect(kinds(changed(printed({ paper: 185, filled: 0.5 }), (light, _, y) => light + 600 / (1 + Math.exp((0.72 - y) * 60))))).toEqual([]);
  });

  // Seen failing without the rule for sheets that were taken for pictures: more than half of a page may be white.
  it('has a glare so broad that it was taken for a photograph, unless it is a picture with its own sky', () => {
    const sky = changed(printed({ paper: 120, filled: 0 }), (light, _, y) => (y < 0.4 ? 255 : light));
    expect(kinds(sky, { kind: 'photo' })).toEqual(['glare']);
    // Lines are left beside the light, which lies on their paper, too. Seen failing where those were judged as print alone.
    const lines = changed(printed({ paper: 245, filled: 0.5 }), (light, _, y) => (y > 0.45 ? 255 : light));
    expect(kinds(lines)).toEqual([]);
    expect(kinds(lines, { kind: 'photo' })).toEqual(['glare']);
    expect(kinds(sky, { kind: 'photo', quad: WHOLE })).toEqual([]);
    expect(kinds(changed(printed({ paper: 120, filled: 0 }), (light, _, y) => (y < 0.15 ? 255 : light)), { kind: 'photo' })).toEqual([]);
  });

  it('is cut where letters touch the border of the picture, or where it is too short', () => {
    const bottom: Quad = [{ x: 0.05, y: 0.1 }, { x: 0.95, y: 0.1 }, { x: 0.95, y: 1 }, { x: 0.05, y: 1 }];
    const whole = printed({ filled: 1 });
    expect(kinds({ ...whole, height: 1100, data: whole.data.slice(0, 1100 * whole.width * 4) }, { quad: bottom })).toEqual(['cut']);
    expect(kinds(printed({ height: 1000, filled: 0.6 }), { quad: bottom, picture: { width: 1000, height: 1111 } })).toEqual(['cut']);
    const corner: Quad = [{ x: 0.1, y: 0.1 }, { x: 1, y: 0.1 }, { x: 1, y: 1 }, { x: 0.1, y: 1 }];
    expect(kinds(printed({ filled: 0.6 }), { quad: corner })).toEqual(['cut']);
    // Aslant, only one of its sides lies on the border, but a corner in the picture's: seen failing where two sides were asked for.
    const aslant: Quad = [{ x: 0.1, y: 0.1 }, { x: 0.95, y: 0.1 }, { x: 1, y: 1 }, { x: 0.1, y: 1 }];
    expect(kinds(printed({ filled: 0.6 }), { quad: aslant, picture: { width: 1000, height: 1413 } })).toEqual(['cut']);
    // A twentieth is missing, and no letter lies there: cut. A fiftieth: so much it may look shorter, aslant.
    expect(kinds(printed({ filled: 0.6 }), { quad: bottom, picture: { width: 1000, height: 1340 } })).toEqual(['cut']);
    expect(kinds(printed({ filled: 0.6 }), { quad: bottom, picture: { width: 1000, height: 1385 } })).toEqual([]);
    // Its whole sheet is there, and reaches the border.
    expect(kinds(printed(), { quad: bottom, picture: { width: 1000, height: 1413 } })).toEqual([]);
  });

  it('is blurred though it was taken for a photograph, so pressed that it has no tones of paper', () => {
    expect(kinds(grained(blurred(printed(), 5), 3), { kind: 'photo' })).toEqual(['blurred']);
    // Few letters are left that stand in lines: twenty of 45. Seen failing where 35 of them were wanted.
    expect(kinds(grained(blurred(printed({ filled: 0.4 }), 5), 3), { kind: 'photo' })).toEqual(['blurred']);
    // Nobody asks a picture whether it can be read.
    const random = chance(9);
    expect(kinds(changed(printed({ filled: 0 }), () => 60 + 120 * random()), { kind: 'photo' })).toEqual([]);
  });

  it('is dark where so little light is left that its noise hides a face or a house, too', () => {
    expect(kinds(grained(printed({ paper: 24, filled: 0 }), 6), { kind: 'photo' })).toEqual(['dark']);
    // Twice the light, and noise more than half as strong. Seen failing where only less light was looked at.
    expect(kinds(grained(printed({ paper: 50, filled: 0 }), 8), { kind: 'photo' })).toEqual(['dark']);
    expect(kinds(grained(printed({ paper: 120, filled: 0 }), 30), { kind: 'photo' })).toEqual([]);
  });

  it('is too far away: few pixels a letter', () => {
    const small = printed({ width: 380, height: 538, dot: 0.8, filled: 0.85 });
    expect(kinds(small, { picture: { width: 1800, height: 2400 }, quad: [{ x: 0.4, y: 0.4 }, { x: 0.61, y: 0.4 }, { x: 0.61, y: 0.624 }, { x: 0.4, y: 0.624 }] })).toEqual(['far']);
  });

  // Seen failing without the rule: two letters pressed to 560 pixels, in blocks of false colours, went without a word.
  it('is too far away where so few pixels are left of a sheet that it was taken for a photograph', () => {
    const random = chance(9);
    const speckled = changed(printed({ filled: 0 }), () => 60 + 120 * random());
    const small = { kind: 'photo' as const, picture: { width: speckled.width / 3, height: speckled.height / 3 } };
    expect(kinds(speckled, small)).toEqual(['far']);
    // A small picture that nobody outlined a sheet in, and one of usual size.
    expect(kinds(speckled, { ...small, quad: WHOLE })).toEqual([]);
    expect(kinds(speckled, { kind: 'photo' })).toEqual([]);
  });

  it('lies on its head or on its side, and the turn is told that puts it upright', () => {
    for (const quarters of [1, 2, 3]) {
      const turn = (360 - quarters * 90) % 360;
      expect(faults(quartered(printed(), quarters))).toEqual([{ kind: 'upside_down', turn }]);
    }
  });

  it('is blank, specks and folds and all', () => {
    const empty = printed({ filled: 0 });
    expect(kinds(empty)).toEqual(['blank']);
    expect(kinds(changed(empty, (light, _, y) => (Math.abs(y - 0.5) < 0.001 ? light * 0.8 : light)))).toEqual(['blank']);
    expect(kinds(printed({ filled: 0.13 }))).toEqual([]);
  });
});

describe('a card', () => {
  const WIDTH = 1014;
  const HEIGHT = 640;
  /** Print over the whole of it, with room for what is only on one side. */
  const empty = () => printed({ width: WIDTH, height: HEIGHT, filled: 0, paper: 210 });
  const lines = printed({ width: WIDTH, height: HEIGHT, dot: 3, filled: 1, paper: 210 });
  const put = (card: Pixels, from: Pixels, inside: (x: number, y: number) => boolean) =>
    changed(card, (light, x, y) => (inside(x, y) ? from.data[(Math.round(y * HEIGHT) * WIDTH + Math.round(x * WIDTH)) * 4] ?? light : light));
  const front = changed(put(empty(), lines, (x, y) => x > 0.33 && y > 0.3), (light, x, y) => (Math.hypot(x - 0.17, (y - 0.65) * 0.6) < 0.09 ? 60 : light));
  const back = put(empty(), lines, (_, y) => y > 0.6 || y < 0.25);

  it('shows the side that was asked for, or the other', () => {
    const card = { kind: 'card' } as const;
    expect(kinds(front, { ...card, side: 'front' })).toEqual([]);
    expect(kinds(back, { ...card, side: 'back' })).toEqual([]);
    expect(kinds(front, { ...card, side: 'back' })).toEqual(['wrong_side']);
    expect(kinds(back, { ...card, side: 'front' })).toEqual(['wrong_side']);
    expect(kinds(back, card)).toEqual([]);
  });
});

it('asks nothing of a photograph that is no text, whether it was said to be one or not, unless it is black', () => {
  const random = chance(3);
  const land = changed(printed({ filled: 0 }), (_, x, y) => 90 + 60 * Math.sin(9 * x) * Math.cos(7 * y) + 20 * random());
  const lots = chance(11);
  const fields = Array.from({ length: 900 }, () => 0.3 + 0.7 * lots());
  const houses = changed(land, (light, x, y) => light * fields[Math.floor(x * 30) + 30 * Math.floor(y * 30)]!);
  expect(kinds(land, { kind: 'photo' })).toEqual([]);
  expect(kinds(houses)).toEqual([]);
  expect(kinds(changed(land, () => 5), { kind: 'photo' })).toEqual(['dark']);
});
