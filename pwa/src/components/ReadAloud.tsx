import { useEffect, useState } from 'preact/hooks';
import { words } from '../words';
import vi from '../words/vi/read-aloud.json';
import { Button } from './Button';
import { IconSound, IconStop } from './icons';

const t = words(vi, () => import('../words/en/read-aloud.json'));

/** Reads Vietnamese text aloud; absent where the phone has no Vietnamese voice. */
export function ReadAloud({ text }: { text: string }) {
  const voice = useVietnameseVoice();
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => window.speechSynthesis?.cancel(), []);
  if (!voice) return null;
  const toggle = () => {
    speechSynthesis.cancel();
    if (speaking) {
      setSpeaking(false);
      return;
    }
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.rate = 0.9;
    speech.onend = speech.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesis.speak(speech);
  };
  return (
    <Button kind="second" icon={speaking ? IconStop : IconSound} onClick={toggle}>
      {t(speaking ? 'stop' : 'read')}
    </Button>
  );
}

/** Voices arrive some time after the page on most phones. */
function useVietnameseVoice(): SpeechSynthesisVoice | null {
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    const engine = window.speechSynthesis as SpeechSynthesis | undefined;
    if (!engine) return;
    const find = () => setVoice(engine.getVoices().find(({ lang }) => /^vi\b/i.test(lang)) ?? null);
    find();
    engine.addEventListener?.('voiceschanged', find);
    return () => engine.removeEventListener?.('voiceschanged', find);
  }, []);
  return voice;
}
