/** How large a picture says that it is, before anything is decoded: a hundred megapixels are 400 MB. */
export interface Size {
  width: number;
  height: number;
}

const HEAD = 256 * 1024;
const ascii = (view: DataView, at: number, text: string): boolean =>
  at + text.length <= view.byteLength && [...text].every((letter, i) => view.getUint8(at + i) === letter.charCodeAt(0));

/** As stored, before its EXIF turn; null for kinds that are not read here (the decoder then decides). */
export async function sizeOf(blob: Blob): Promise<Size | null> {
  const view = new DataView(await blob.slice(0, HEAD).arrayBuffer());
  try {
    if (ascii(view, 0, '\x89PNG')) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (ascii(view, 0, 'GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (ascii(view, 0, 'BM')) return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
    if (ascii(view, 8, 'WEBPVP8')) return ofWebp(view);
    if (view.getUint16(0) === 0xffd8) return ofJpeg(view);
  } catch {
    // Shorter than its own head: the decoder says so in its way.
  }
  return null;
}

function ofWebp(view: DataView): Size {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  const kind = view.getUint8(15);
  if (kind === 0x58) return { width: uint24(24) + 1, height: uint24(27) + 1 }; // VP8X
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true); // VP8L
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** The frame's segment (SOF0 to SOF15, without the three that only look like one). */
function ofJpeg(view: DataView): Size {
  let at = 2;
  for (;;) {
    const mark = view.getUint16(at);
    if (mark >= 0xffc0 && mark <= 0xffcf && mark !== 0xffc4 && mark !== 0xffc8 && mark !== 0xffcc)
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += mark === 0xffff ? 1 : 2 + view.getUint16(at + 2);
  }
}
