/** Makes pages beside the screen, one question after the other: two pictures at once take twice the memory. */
import { answer } from './engine/serve';
import type { Answer, Question } from './protocol';

let before: Promise<void> = Promise.resolve();

onmessage = ({ data }: MessageEvent<Question>) => {
  before = before.then(async () => tell(await answer(data)));
};

function tell(message: Answer): void {
  (self as unknown as { postMessage(message: Answer): void }).postMessage(message);
}
