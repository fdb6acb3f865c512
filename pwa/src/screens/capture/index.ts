/** The door of the chunk `capture`: everything that one sees of photographing papers. */
export { CaptureScreen } from './CaptureScreen';
export { Pages } from './Pages';
export { ShareScreen } from './ShareScreen';
