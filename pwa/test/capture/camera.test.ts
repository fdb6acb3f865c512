import { afterEach, describe, expect, test, vi } from 'vitest';
import { CameraError, openCamera, refusalOf } from '../../src/capture/camera';

const named = (name: string): Error => Object.assign(new Error(name), { name });

function withDevices(getUserMedia: unknown): void {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: getUserMedia && { getUserMedia } });
}

afterEach(() => vi.unstubAllGlobals());

describe('why no camera opens', () => {
  test.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TrackStartError', 'busy'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
  ])('%s is %s', (name, refusal) => {
    expect(refusalOf(named(name))).toBe(refusal);
  });

  test('a page without encryption is told apart from a browser without a camera', async () => {
    withDevices(undefined);
    vi.stubGlobal('isSecureContext', false);
    await expect(openCamera()).rejects.toMatchObject({ refusal: 'insecure' });
    vi.stubGlobal('isSecureContext', true);
    await expect(openCamera()).rejects.toMatchObject({ refusal: 'missing' });
  });

  test('what the browser says comes as one typed refusal', async () => {
    withDevices(() => Promise.reject(named('NotReadableError')));
    await expect(openCamera()).rejects.toBeInstanceOf(CameraError);
  });

  /** Seen failing without the `stop()` in openCamera: the lamp of the camera stayed lit. */
  test('a stream that cannot be shown is given back', async () => {
    const stop = vi.fn();
    const track = { stop, getCapabilities: () => ({}) };
    withDevices(() => Promise.resolve({ getVideoTracks: () => [track], getTracks: () => [track] }));
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValue(named('NotReadableError'));
    vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockImplementation(() => undefined);
    await expect(openCamera()).rejects.toMatchObject({ refusal: 'busy' });
    expect(stop).toHaveBeenCalled();
  });
});
