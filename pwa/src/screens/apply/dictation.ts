/** Speech to text where the browser has it (Chrome on Android does, and needs a link for it). */
import { useEffect, useRef, useState } from 'preact/hooks';

interface SpeechResult {
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
  resultIndex: number;
}

interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: SpeechResult) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

type RecognitionClass = new () => Recognition;

function recognitionClass(): RecognitionClass | undefined {
  const browser = window as unknown as Record<string, RecognitionClass | undefined>;
  return browser.SpeechRecognition ?? browser.webkitSpeechRecognition;
}

export interface Dictation {
  listening: boolean;
  deaf: boolean;
  toggle: () => void;
}

/** Null where the phone cannot listen. Each finished sentence is handed over once. */
export function useDictation(onText: (text: string) => void): Dictation | null {
  const [listening, setListening] = useState(false);
  const [deaf, setDeaf] = useState(false);
  const running = useRef<Recognition | null>(null);
  const hand = useRef(onText);
  hand.current = onText;
  useEffect(() => () => running.current?.abort(), []);
  const Speech = recognitionClass();
  if (!Speech) return null;
  const start = (): void => {
    const speech = new Speech();
    speech.lang = 'vi-VN';
    speech.continuous = true;
    speech.interimResults = false;
    speech.onresult = ({ results, resultIndex }) => {
      for (let index = resultIndex; index < results.length; index += 1) {
        const result = results[index];
        if (result?.isFinal) hand.current(result[0]?.transcript.trim() ?? '');
      }
    };
    speech.onerror = () => setDeaf(true);
    speech.onend = () => setListening(false);
    running.current = speech;
    setDeaf(false);
    setListening(true);
    speech.start();
  };
  return { listening, deaf, toggle: () => (listening ? running.current?.stop() : start()) };
}
