import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCamera, IconPlus, IconTrash } from '../../components/icons';
import { ACCEPTED, CaptureError, takePage } from '../../capture';
import { newId } from '../../domain/ids';
import type { Paper } from '../../domain/procedure';
import { ts } from '../words';
import type { TakenPage } from './draft';
import { Webcam } from './Webcam';

interface PagesPickProps {
  papers: readonly Paper[];
  pages: readonly TakenPage[];
  gaps: readonly string[];
  open: readonly string[];
  tried: boolean;
  onPages: (change: (pages: TakenPage[]) => TakenPage[]) => void;
  onGap: (paper: string, missing: boolean) => void;
}

/** Pages of each paper, from the scanner's file or the webcam. */
export function PagesPick({ papers, pages, gaps, open, tried, onPages, onGap }: PagesPickProps) {
  const [camera, setCamera] = useState<Paper | null>(null);
  const [fault, setFault] = useState(false);
  const add = async (paper: string, files: Iterable<File>): Promise<void> => {
    setFault(false);
    for (const file of files) {
      const page = await taken(paper, file);
      if (page) onPages((all) => [...all, page]);
      else setFault(true);
    }
  };
  const photographed = papers.filter((paper) => paper.kind === 'nop' && !paper.own_form);
  if (!photographed.length) return <p class="soft">{ts('papers.none')}</p>;
  return (
    <div class="stack">
      {fault && (
        <Banner kind="bad" alert>
          {ts('errors.file')}
        </Banner>
      )}
      {photographed.map((paper) => (
        <section key={paper.key} class={`paper-pick${tried && open.includes(paper.key) ? ' paper-pick--open' : ''}`}>
          <h3 class="paper-pick__name">{paper.name}</h3>
          <ul class="paper-pick__pages">
            {pages
              .filter((page) => page.paper === paper.key)
              .map((page, index) => (
                <li key={page.id}>
                  {page.media_type === 'application/pdf' ? <span class="paper-pick__pdf">PDF</span> : <img src={page.address} alt={ts('papers.page', { page: index + 1 })} />}
                  <button type="button" class="tool" aria-label={ts('papers.remove', { page: index + 1, paper: paper.name })} onClick={() => onPages((all) => all.filter((each) => each !== page))}>
                    <IconTrash />
                  </button>
                </li>
              ))}
          </ul>
          <div class="row">
            <label class="pick-file">
              <IconPlus /> {ts('papers.file')}
              <input
                class="unseen"
                type="file"
                accept={ACCEPTED}
                multiple
                aria-label={ts('papers.file_of', { paper: paper.name })}
                onChange={(event) => {
                  void add(paper.key, [...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = '';
                }}
              />
            </label>
            <Button kind="second" icon={IconCamera} onClick={() => setCamera(paper)}>
              {ts('papers.camera')}
            </Button>
          </div>
          {!paper.indispensable && (
            <label class="field__unknown">
              <input type="checkbox" checked={gaps.includes(paper.key)} onChange={(event) => onGap(paper.key, event.currentTarget.checked)} />
              <span>{ts('papers.gap')}</span>
            </label>
          )}
          {tried && open.includes(paper.key) && <p class="field__error">{ts('papers.need')}</p>}
        </section>
      ))}
      {camera && <Webcam title={camera.name} onTake={(file) => void add(camera.key, [file])} onClose={() => setCamera(null)} />}
    </div>
  );
}

async function taken(paper: string, file: File): Promise<TakenPage | null> {
  try {
    const { blob, sha256, media_type } = await takePage(file);
    return { id: newId(), paper, sha256, bytes: blob.size, media_type, blob, address: URL.createObjectURL(blob) };
  } catch (cause) {
    if (cause instanceof CaptureError) return null;
    throw cause;
  }
}
