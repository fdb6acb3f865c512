/** Reads codes beside the page, so that the camera's picture keeps moving meanwhile. */
import { readFrame, readPicture, whenReady } from './reader';
import type { CardAnswer, CardQuestion } from './protocol';

/** A picture that cannot be decoded or held has no code; only a reader that is missing is told. */
onmessage = ({ data }: MessageEvent<CardQuestion>) => {
  const { id, picture, count } = data;
  whenReady()
    .then(
      () => (count === null ? readPicture(picture) : readFrame(picture, count)).catch(() => null),
      () => undefined,
    )
    .then((text) => {
      picture.close();
      answer(text === undefined ? { id, missing: true } : { id, text });
    })
    .catch(() => answer({ id, text: null }));
};

function answer(message: CardAnswer): void {
  (self as unknown as { postMessage(message: CardAnswer): void }).postMessage(message);
}
