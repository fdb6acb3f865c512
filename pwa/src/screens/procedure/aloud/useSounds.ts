import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ProcedureDetail } from '../../../domain/procedure';
import { type Say, recordings, spoken, stop } from '../../../state/aloud/player';
import { areKept, listenIn, listensIn, loadRecordings, type Recordings, soundOf } from '../../../state/aloud/recordings';
import { voice as phoneVoice } from '../../../state/hearing';
import { rates } from '../../../state/places';
import { type Sentence, sentences } from './sentences';

const VIETNAMESE = 'vi';

export interface Sounds {
  told: Sentence[];
  /** In which something can be heard; none while nobody knows, and where nothing can. */
  languages: { code: string; name: string }[];
  language: string;
  choose: (language: string) => void;
  list: Recordings | null;
  kept: boolean;
  lookAgain: () => void;
  /** Which sentences can be heard, by their places, and how each is said. */
  places: number[];
  say: Say;
  /** How many of the sentences were recorded, each counted once. */
  recorded: number;
  all: number;
  hasVoice: boolean;
}

/** What can be heard of a procedure on this phone: recordings first, its own voice for the rest. */
export function useSounds(detail: ProcedureDetail, name: string): Sounds {
  const [wanted, setWanted] = useState(listensIn);
  const [list, setList] = useState<Recordings | null>(null);
  const [kept, setKept] = useState(false);
  const voice = phoneVoice.value;
  useEffect(() => {
    let left = false;
    void load(detail.code, wanted).then((found) => left || setList(found));
    return () => {
      left = true;
      stop();
    };
  }, [detail.code, wanted]);
  const lookAgain = (): void => void (list ? areKept(list) : Promise.resolve(false)).then(setKept);
  useEffect(lookAgain, [list]);

  const told = useMemo(() => sentences(detail, rates.value[detail.code]), [detail, rates.value]);
  const offered = list?.languages ?? [];
  const languages = voice && !offered.some(({ code }) => code === VIETNAMESE) ? [{ code: VIETNAMESE, name }, ...offered] : offered;
  const language = languages.some(({ code }) => code === wanted) ? wanted : (languages[0]?.code ?? VIETNAMESE);
  const own = list?.language === language ? list : null;
  const speaks = language === VIETNAMESE ? voice : null;
  return {
    told,
    languages,
    language,
    choose: (code) => {
      listenIn(code);
      setWanted(code);
    },
    list: own,
    kept,
    lookAgain,
    ...useMemo(() => sayingOf(told, own, speaks), [told, own, speaks]),
    hasVoice: speaks !== null,
  };
}

/** In the language that was wanted; where it was not recorded, in the first that was. */
async function load(code: string, wanted: string): Promise<Recordings | null> {
  const list = await loadRecordings(code, wanted);
  const other = list?.languages[0];
  const there = list?.languages.some((each) => each.code === wanted);
  return other && !there ? ((await loadRecordings(code, other.code)) ?? list) : list;
}

function sayingOf(told: readonly Sentence[], list: Recordings | null, voice: SpeechSynthesisVoice | null): Pick<Sounds, 'places' | 'say' | 'recorded' | 'all'> {
  const byText = new Map(list?.sentences.map(({ text, url }) => [text, url]));
  const urls = told.map(({ text }) => byText.get(text));
  const fromRecordings = recordings(urls, soundOf);
  const texts = told.map(({ text }) => text);
  return {
    places: told.flatMap((_, place) => (urls[place] || voice ? [place] : [])),
    say: (place) => (urls[place] || !voice ? fromRecordings(place) : spoken(texts, voice)(place)),
    recorded: new Set(texts.filter((text) => byText.get(text))).size,
    all: new Set(texts).size,
  };
}
