/** How many sheets a PDF has, without a renderer of a megabyte: read from its tree of pages. */

const COUNT = /\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages\b/g;
const PACKED = /\/Type\s*\/ObjStm\b[\s\S]*?stream\r?\n/g;
/** A tree of pages needs no more than this once unpacked; a bomb wants more. */
const MOST_UNPACKED = 4_000_000;

/** Null where it is not written plainly (encrypted, damaged): the server counts it anyway. */
export async function sheetsOf(pdf: Blob): Promise<number | null> {
  const bytes = new Uint8Array(await pdf.arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  let most = highest(text);
  if (most !== null) return most;
  for (const { index, 0: head } of text.matchAll(PACKED)) {
    const count = highest(await unpacked(bytes.subarray(index + head.length)));
    if (count !== null && count > (most ?? 0)) most = count;
  }
  return most;
}

/** The root of the tree counts all of its branches. */
function highest(text: string): number | null {
  const counts = [...text.matchAll(COUNT)].map(([, one, other]) => Number(one ?? other));
  return counts.length > 0 ? Math.max(...counts) : null;
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (typeof DecompressionStream === 'undefined') return '';
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const decoder = new TextDecoder('latin1');
  let text = '';
  try {
    while (text.length < MOST_UNPACKED) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value);
    }
  } catch {
    // What follows the packed objects in the file is no part of them: they end here.
  }
  void reader.cancel().catch(() => undefined);
  return text;
}
